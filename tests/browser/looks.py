"""What is looked at on every page of the tour. Each look says what is wrong, so that one visit is enough for all."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page, Request

from tests.browser.newsroom import HEIGHT
from tests.browser.walking import walk

REFLOW = 320
Scheme = Literal["light", "dark"]
# What a page is made of depends on its width alone: at the second scheme of each only its colours are looked at again.
EVERYTHING: Mapping[str, Any] = {"resultTypes": ["violations"]}
COLOURS: Mapping[str, Any] = {
    **EVERYTHING,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
# Whatever reaches past the right edge and would be pushed there to be read.
PAST_THE_EDGE = """() => {
  const wide = document.documentElement.clientWidth;
  const page = document.documentElement.scrollWidth - wide;
  const inside = [...document.querySelectorAll('main *')].filter(one => {
    const style = getComputedStyle(one);
    return one.scrollWidth > one.clientWidth + 1 && ['auto', 'scroll'].includes(style.overflowX) && one.clientWidth > 1;
  });
  return [...(page > 0 ? [`the page by ${page} px`] : []), ...inside.map(one => one.outerHTML.slice(0, 120))];
}"""
# From its beginning, whatever has the focus when a page opens.
FROM_THE_TOP = "() => { document.body.tabIndex = -1; document.body.focus(); scrollTo(0, 0); }"
SERIOUS = {"error", "warning"}
# Sent before any script of the page could run, kept until we ask.
NOTE_VIOLATIONS = """window.violations = [];
addEventListener('securitypolicyviolation', event => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


class Watch:
    """What a page asks of other sites, and where it breaks its own security policy; set up before the visit."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.asked: list[str] = []
        self.said: list[str] = []
        page.context.on("request", self._note)
        page.on("console", lambda message: self.said.append(message.text) if message.type in SERIOUS else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.add_init_script(NOTE_VIOLATIONS)

    def _note(self, request: Request) -> None:
        if not request.url.startswith(f"{self.address}/"):
            self.asked.append(request.url)

    def broken(self) -> list[str]:
        violations: list[str] = self.page.evaluate("violations")
        # The browser notes each 4xx that is a page.
        return [*self.asked, *violations, *(text for text in self.said if "status of" not in text)]


def axe(page: Page, rules: Mapping[str, Any] = EVERYTHING) -> str:
    """What axe complains about; the empty string when it looked at the colours too and found nothing."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate("rules => axe.run(rules)", dict(rules)))
    for node in (node for violation in found.response["violations"] for node in violation["nodes"]):
        # What stands in a shadow root is named by the way there.
        node["target"] = [" > ".join(way) if isinstance(way, list) else way for way in node["target"]]
    if "color-contrast" not in {rule["id"] for rule in found.response["passes"]}:
        return "axe did not look at the colours"
    return str(found.generate_report()) if found.violations_count else ""


def axe_in_both(page: Page, schemes: Sequence[Scheme]) -> dict[str, str]:
    """Everything in the first scheme, the colours in the second."""
    found = {}
    for scheme, rules in zip(schemes, (EVERYTHING, COLOURS), strict=True):
        page.emulate_media(color_scheme=scheme)
        found[f"axe, {scheme}"] = axe(page, rules)
    return found


def sideways(page: Page, width: int) -> list[str]:
    """What has to be pushed sideways to be read at this width."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    found: list[str] = page.evaluate(PAST_THE_EDGE)
    return found


def by_keyboard(page: Page) -> list[str]:
    """All is reached, in one order, in sight, and nothing holds one back."""
    page.evaluate(FROM_THE_TOP)
    forth = list(walk(page, "Tab"))
    wrong = [f"hidden: {found.what}" for found in forth if found.hidden]
    if not forth or 'class="skip"' not in forth[0].what:
        wrong.append("the walk does not begin at the link to the content")
    if [found.number for found in forth] != list(range(len(forth))):
        wrong.append("one stop was met twice")
    # Of a group of buttons of which none is pressed the first is met on the way there, the last on the way back.
    back = len(list(walk(page, "Shift+Tab")))
    if back != len(forth):
        wrong.append(f"{len(forth)} stops on the way there, {back} on the way back")
    return wrong


def wrong(looks: Mapping[str, object]) -> dict[str, object]:
    """The looks that found something, by name."""
    return {name: found for name, found in looks.items() if found}
