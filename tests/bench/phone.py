"""A slow phone on a slow network: one visit of a page, in a browser that has seen nothing yet."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize

# The preset of Chromium's DevTools that is named Slow 4G since May 2024 and was Fast 3G before
# (Slow4GConditions in front_end/core/sdk/NetworkManager.ts): 150 ms × 3.75, 90 % of 1.6 Mbit/s and of 750 kbit/s.
LATENCY = 562.5  # ms, added to each request
DOWNLOAD, UPLOAD = 1_440_000, 675_000  # bits a second
SLOWDOWN = 4
WINDOW = ViewportSize(width=412, height=823)
# What still moves after the first comment counts until the network is quiet, and a little longer.
PATIENCE, ASK_EVERY, SETTLED_AFTER = 60_000, 250, 1_000  # ms
WATCHING = (Path(__file__).parent / "watching.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Stop:
    """A page to visit, and how its comments are found."""

    name: str
    address: str
    comment: str  # a selector of the words of each comment; `a >>> b`: b within the shadow of a


@dataclass(frozen=True)
class Visit:
    """What one visit showed."""

    readable: float  # ms from the beginning of the navigation until the first comment has been painted
    largest: float  # ms, the largest contentful paint
    shift: float  # how much of the window jumped: cumulative layout shift
    wire: int  # bytes received, headers and all
    requests: int
    comments: int  # how many are there to read


def visit(browser: Browser, stop: Stop) -> Visit:
    with browser.new_context(viewport=WINDOW, is_mobile=True, has_touch=True, device_scale_factor=2) as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.add_init_script(WATCHING.replace("COMMENT", json.dumps(stop.comment)))
        received = _slowed(context.new_cdp_session(page))
        answer = page.goto(stop.address)
        assert answer is not None and answer.ok, f"{stop.address} answered {answer and answer.status}"
        seen = _noted(page)
        assert seen["readable"] > LATENCY, "the network was not slowed"
        comments = page.locator(stop.comment.replace(" >>> ", " ")).count()
    return Visit(**seen, wire=round(sum(received)), requests=len(received), comments=comments)


def _noted(page: Page) -> dict[str, Any]:
    """What the page knows once a comment can be read and nothing moves any more.

    Asked seldom, to leave it its time, and by the debugger, whom its Content-Security-Policy does not bind.
    """
    for _ in range(PATIENCE // ASK_EVERY):
        page.wait_for_timeout(ASK_EVERY)
        if page.evaluate("seenByBench.readable") is not None:
            break
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLED_AFTER)
    seen: dict[str, Any] = page.evaluate("seenByBench")
    assert seen["readable"] is not None, f"no comment could be read at {page.url}"
    return seen


def _slowed(session: CDPSession) -> list[float]:
    """Slow the tab down; the bytes of each finished request arrive in the list."""
    received: list[float] = []
    session.on("Network.loadingFinished", lambda told: received.append(told["encodedDataLength"]))
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    speeds = {"downloadThroughput": DOWNLOAD / 8, "uploadThroughput": UPLOAD / 8}
    session.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY, **speeds})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    return received
