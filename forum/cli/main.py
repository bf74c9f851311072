"""The console command `forum`."""

import click

from forum.cli import articles, backup, demo, doctor, log, mail, markup, outbox, people, recount, seed, serve, worker


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The discussion under every article. Each command but backup makes the database when there is none."""


for command in (
    serve.serve,
    articles.article,
    articles.section,
    people.person,
    seed.seed,
    demo.demo,
    backup.backup,
    backup.restore,
    doctor.doctor,
    recount.recount,
    markup.markup,
    worker.worker,
    outbox.outbox,
    log.log,
    mail.mail,
):
    main.add_command(command)
