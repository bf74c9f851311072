"""Backing up the site and getting it back: `forum backup`, `forum restore`.

*Why one format for both databases.* A backup is a zip: a manifest, one file of JSON lines a table, the secret key.
SQLite and PostgreSQL write the same one and read either's, so a site that has outgrown one machine moves by backup and
restore; no client program has to be there in the right version, and in twenty years `unzip` still opens it. pg_dump
would have cost all three. What it costs us is knowing how each kind of column is spelled, some ten lines (`spelling`).

*Why the tables come from our own steps.* What is backed up, and into what it is restored, is the schema that the
migrations make up to the database's revision, on an empty scratch database (`layout`). So a backup can be made before
an upgrade as well as after it, and there is none that could not be read back; what else lives in a shared
PostgreSQL is left alone. A restored database is then migrated as any older one is.

*Why it can be trusted.* The archive ends in a digest of every byte before it, and a restore looks at that first:
damaged, cut off or edited it is refused before anything is opened for writing. Each table has a digest too, of its rows
in the order of their keys. What was written is read again; what was restored is read back from the new database and
has to give the same digests, and only then is it put in place: on SQLite by SQLite's own transaction, journal and
all, on PostgreSQL by the commit. Whoever is killed before leaves the old database.

*Why the secret key is in it.* It signs sessions and forms, and digests are keyed with it: without it everybody is
signed out. It comes along when it is kept in the data folder; one from the environment is its owner's to keep.
The demonstration's sign-ins are not in it. A backup holds addresses, digests of passwords and what was taken away:
it is made for its owner alone.
"""
