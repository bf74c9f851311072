"""The real server and a real browser, for what only they can show."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, sync_playwright

from tests.databases import missing

# The server imports, makes its database and plants the demo before it answers.
READY_WITHIN = 60.0
STOPPED_WITHIN = 15.0
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Quiet and without a sandbox, which root in a container cannot have; the pages are our own.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The pages of one visitor share a process, or each would begin in one for its blank page and go on in a second.
    # Visitors share none, since each has a browser context of their own.
    "--renderer-process-limit=1",
]
# Off besides: what the browser draws under its address bar, which is two pages of script for each visitor, and a
# process kept ready for a page that nobody opens. Naming any replaces the names that Playwright has by itself, so
# those that could touch our pages come first.
OFF = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "SpareRendererForSitePerProcess",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright, started(playwright.chromium) as browser:
        yield browser


@contextmanager
def started(kind: BrowserType, *flags: str) -> Iterator[Browser]:
    """A browser of its own, with `flags` beside those of all."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        missing("Chromium is not installed, so no page is looked at in a browser: apt-get install chromium")
    browser = kind.launch(executable_path=found, args=[*FLAGS, f"--disable-features={','.join(OFF)}", *flags])
    yield browser
    browser.close()


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[str]:
    """`forum serve` on a free port, its data in `folder`; yields the address once it answers."""
    port = free_port()
    command = [sys.executable, "-c", "from forum.cli.main import main; main()", "serve", "--port", str(port)]
    inherited = {name: text for name, text in os.environ.items() if not name.startswith("FORUM_")}
    # A town of tests posts faster than people.
    environ = inherited | {"FORUM_DATA_DIR": str(folder), "FORUM_RATE_LIMITS": "0", "FORUM_HOLD": "open", **settings}
    with (folder / "server.log").open("wb") as log, subprocess.Popen(command, env=environ, stderr=log) as server:
        try:
            address = f"http://localhost:{port}"
            _wait_for(f"{address}/healthz", server, folder / "server.log")
            yield address
        finally:
            _stop(server)


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(STOPPED_WITHIN)
    except subprocess.TimeoutExpired:
        server.kill()


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port
