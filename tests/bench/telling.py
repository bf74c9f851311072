"""python -m tests.bench.telling: whether the time that an answer takes tells who has an account (S10).

Two hundred tries each with an address that somebody has and one that nobody has, in turns, at the real server: sign in
with a password, register, ask for a mail, ask for another. What is told: both medians, and how far they are apart.
"""

import http.client
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.headerregistry import Address
from itertools import count
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlencode, urlsplit

import click

from forum.accounts.passwords import hash_password
from tests.browser.newsroom import Newsroom, newsroom
from tests.factories import person

TRIES, APART = 200, 0.005  # S10: within 5 ms
SETTINGS = {
    # Nobody takes the mail, and no worker of this process sends it while we measure.
    "FORUM_MAIL_URL": "smtp://localhost:9",
    "FORUM_MAIL_FROM": Address("forum", "forum", "example.org").addr_spec,
    "FORUM_WORKER": "off",
    # Each try comes from a network of its own, or it would have to wait after ten of them.
    "FORUM_PROXIES": "127.0.0.1",
}
_networks = count(1)


@click.command()
@click.option("--tries", default=TRIES, show_default=True, type=click.IntRange(1, 10_000))
def main(tries: int) -> None:
    """Measure, and say for each form whether its answers are told apart."""
    with tempfile.TemporaryDirectory(prefix="forum-telling-") as folder, newsroom(Path(folder), **SETTINGS) as site:
        _people(site, tries)
        click.echo(f"{tries} tries each, in turns; milliseconds, and the middle half of them in brackets\n")
        click.echo(f"{'':<16}{'known':>24}{'unknown':>24}{'apart':>8}")
        for name, send in FORMS.items():
            click.echo(_row(name, *_measured(site, send, tries)))


def _people(site: Newsroom, number: int) -> None:
    with site.behind():
        hashed = hash_password("correct horse battery")
        for nth in range(number):
            person(f"known-{nth}x", password_hash=hashed)


def _measured(site: Newsroom, send: Callable[[Newsroom, str], float], tries: int) -> tuple[list[float], list[float]]:
    known: list[float] = []
    unknown: list[float] = []
    chance = Random(0)
    for nth in range(tries):
        # Which of the two comes first is left to chance: the second finds a warmer machine.
        pair = [(known, f"known-{nth}x@example.org"), (unknown, f"nobody-{nth}x@example.org")]
        chance.shuffle(pair)
        for times, address in pair:
            times.append(send(site, address))
    return known, unknown


def _row(name: str, known: list[float], unknown: list[float]) -> str:
    apart = abs(median(known) - median(unknown))
    verdict = "" if apart <= APART else "  told apart!"
    return f"{name:<16}{_spread(known):>24}{_spread(unknown):>24}{apart * 1000:>8.2f}{verdict}"


def _spread(times: list[float]) -> str:
    low, _, high = quantiles(times, n=4) if len(times) > 1 else (times[0],) * 3
    return f"{median(times) * 1000:.2f} ({low * 1000:.2f} – {high * 1000:.2f})"


def _sign_in(site: Newsroom, address: str) -> float:
    return _sent(site, "/sign-in", 400, email=address, password="not the right one")[0]


def _register(site: Newsroom, address: str) -> float:
    return _sent(site, "/register", 303, name="Somebody New", email=address)[0]


def _ask(site: Newsroom, address: str) -> float:
    return _sent(site, "/sign-in/mail", 303, email=address)[0]


def _ask_again(site: Newsroom, address: str) -> float:
    return _sent(site, _sent(site, "/sign-in/mail", 303, email=address)[1], 303, again="1")[0]


FORMS = {"sign in": _sign_in, "register": _register, "ask for a mail": _ask, "another mail": _ask_again}


def _sent(site: Newsroom, path: str, status: int, **fields: str) -> tuple[float, str]:
    """How long the answer took, in seconds, and where it leads."""
    nth = next(_networks)
    headers = {
        "Origin": site.address,
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-For": f"10.{nth >> 16 & 255}.{nth >> 8 & 255}.{nth & 255}",
    }
    with _line(site) as line:
        began = perf_counter()
        line.request("POST", path, urlencode(fields), headers)
        answer = line.getresponse()
        answer.read()
        took = perf_counter() - began
    if answer.status != status:
        raise click.ClickException(f"{path} answered {answer.status}, not {status}")
    return took, answer.headers.get("Location", "")


@contextmanager
def _line(site: Newsroom) -> Iterator[http.client.HTTPConnection]:
    line = http.client.HTTPConnection(urlsplit(site.address).netloc)
    line.connect()
    try:
        yield line
    finally:
        line.close()


if __name__ == "__main__":
    main()
