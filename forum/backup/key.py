"""The secret key that the data folder keeps."""

from forum.backup.workplace import write_private
from forum.config import Settings

FILE = "secret-key"


def kept_key(settings: Settings) -> str | None:
    """The secret key, unless the environment gives another."""
    file = settings.data_dir / FILE
    kept = file.read_text(encoding="ascii").strip() if file.exists() else None
    return kept if kept == settings.secret_key else None


def keep_key(settings: Settings, key: str | None) -> str | None:
    """Put the key of a backup into the data folder; what there is to say about it, in a sentence.

    It comes after the database: cut off between the two, everybody signs in once more, and nothing else is lost.
    """
    if key == settings.secret_key:
        return None
    if key is None:
        return "The backup holds no secret key: unless this site has that of the other, everybody signs in once more."
    if kept_key(settings) is None:
        return "The secret key stays what the environment says; the backup holds another. Everybody signs in once more."
    write_private(settings.data_dir / FILE, key + "\n")
    return "The secret key of the backup is in the data folder: who was signed in then still is."
