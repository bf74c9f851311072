"""A news site's own text as an article, and a discussion that outlives the server however it ends."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.newsroom import tab
from tests.browser.reader import Reader
from tests.serving import serving

FERRY = Path(__file__).parent / "clippings" / "ferry.txt"
SEASON_2 = Path(__file__).parents[3] / "shared" / "articles" / "season-2.txt"


def article_added(folder: Path, file: Path) -> str:
    """What `forum article add` prints last, without the host: the article's path."""
    command = [sys.executable, "-c", "from forum.cli.main import main; main()", "article", "add", str(file)]
    environ = {name: text for name, text in os.environ.items() if not name.startswith("FORUM_")}
    environ["FORUM_DATA_DIR"] = str(folder)
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    return "/" + done.stdout.splitlines()[-1].split("/", 3)[3]


def kill_at_once(pid: int) -> None:
    """The server and its worker, without a word of warning."""
    workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for process in (pid, *map(int, workers)):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def paragraphs(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(".story__body p").all_inner_texts()]


def printed(file: Path) -> tuple[str, list[str]]:
    """The title, and whatever else is more than a label: the article as the file has it, credits and date left out."""
    title, *rest = (" ".join(line.split()) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    return title, [line for line in rest if len(line) > 40]


def begin(reader: Reader, path: str) -> None:
    reader.open(path)
    reader.follow("Register")
    reader.register("cleo")
    reader.say("I hope so too.")
    reader.stands_at("I hope so too.")


@pytest.mark.parametrize(
    ("file", "day", "words"),
    [(FERRY, "3 March 2017", ["Lind", "Museum"]), (SEASON_2, "24 November 2015", ["Image via"])],
)
def test_a_clipping_becomes_an_article_and_its_discussion_outlives_a_restart(
    browser: Browser, tmp_path: Path, file: Path, day: str, words: list[str]
) -> None:
    if not file.exists():
        # Its publisher's, so that only who has the plans beside the project can try it; the ferry's is our own.
        pytest.skip(f"{file.name} is somebody else's text and no part of the project")
    path = article_added(tmp_path, file)
    title, lines = printed(file)
    with serving(tmp_path) as address, tab(browser, address, script=False) as page:
        begin(Reader(page), path)
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.locator(".story time")).to_have_text(day)
        assert paragraphs(page) == lines
        Reader(page).sees_nothing_of(*words)
        kept = page.context.storage_state()["cookies"]
    with serving(tmp_path) as address, tab(browser, address, script=False) as page:
        page.context.add_cookies([{"name": c["name"], "value": c["value"], "url": address} for c in kept])
        reader = Reader(page)
        reader.open(path)
        reader.sees("I hope so too.", "Join the discussion as cleo")
        reader.answer("I hope so too.", "And so it was.")
        reader.stands_at("And so it was.")


def test_what_was_answered_for_outlives_a_killed_server(browser: Browser, tmp_path: Path) -> None:
    path = article_added(tmp_path, FERRY)
    note = tmp_path / "pid"
    with serving(tmp_path, GRANIAN_PID_FILE=str(note)) as address, tab(browser, address, script=False) as page:
        reader = Reader(page)
        begin(reader, path)
        reader.box.fill("Said a moment before the end.")
        with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
            page.get_by_role("button", name="Post comment").click(no_wait_after=True)
        kill_at_once(int(note.read_text()))
        assert answered.value.status == 303
    with serving(tmp_path) as address, tab(browser, address, script=False) as page:
        reader = Reader(page)
        reader.open(path)
        reader.sees("I hope so too.", "Said a moment before the end.")
        expect(page.locator(".discussion__count")).to_have_text("2")
