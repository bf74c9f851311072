"""What was found, as a picture: an SVG that is read on light and on dark pages alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, isinf, log10
from statistics import median

from tests.bench.comparison.rounds import Results
from tests.bench.comparison.table import number

WIDTH, MARGIN = 760, 24
LEFT, RIGHT = 150, 660  # of the scale; names stand before it, numbers behind
TOP, GROUP, LINE = 92, 26, 19  # heights
STYLE = """
  svg { --ground: #fbfaf7; --ink: #1d1d1b; --faint: #5f5e5a; --rule: #dddad2; }
  svg { --one: #0b57a4; --two: #a1480b; --three: #56606b; }
  @media (prefers-color-scheme: dark) {
    svg { --ground: #1b1c1e; --ink: #ececea; --faint: #a9a9a5; --rule: #3a3b3e; }
    svg { --one: #7db7f5; --two: #f0a468; --three: #b4bcc5; }
  }
  text { font: 13px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: var(--ink); }
  .title { font-size: 17px; font-weight: 600; }
  .group { font-weight: 600; paint-order: stroke; stroke: var(--ground); stroke-width: 5px; }
  .faint, .tick { fill: var(--faint); }
  .tick { font-size: 11px; text-anchor: middle; }
  .ground { fill: var(--ground); }
  .rule { stroke: var(--rule); }
  .of-0 { stroke: var(--one); fill: var(--one); }
  .of-1 { stroke: var(--two); fill: var(--two); }
  .of-2 { stroke: var(--three); fill: var(--three); }
  .bar { stroke-width: 2; }
  .spread { stroke-width: 7; opacity: .35; }
"""


@dataclass(frozen=True)
class Group:
    """The same figure of everybody."""

    label: str
    figure: str


@dataclass(frozen=True)
class Scale:
    """Each step to ten times as much is as wide as the one before."""

    least: int  # a power of ten
    most: int

    def place(self, value: float) -> float:
        share = (log10(value) - self.least) / (self.most - self.least)
        return round(LEFT + share * (RIGHT - LEFT), 1)


def scale_for(values: Sequence[float]) -> Scale:
    """Whole powers of ten around all that can be shown."""
    shown = [value for value in values if value > 0 and not isinf(value)]
    least = floor(log10(min(shown)))
    return Scale(least, max(least + 1, ceil(log10(max(shown)))))


def chart(results: Results, sizes: Sequence[int]) -> str:
    groups = [
        *(Group(f"First page of an article with {size:,} comments", f"page {size} rps") for size in sizes),
        Group(f"The same with {sizes[0]:,}, while eight people write elsewhere", f"busy {sizes[0]} rps"),
        Group(f"Comments posted by eight people at once, beside {sum(sizes):,} comments", "posts rps"),
        Group("Comments posted by eight people at once, beside 100 comments", "small posts rps"),
    ]
    scale = scale_for([each for group in groups for name in results.names for each in results.of(name, group.figure)])
    height = TOP + sum(GROUP + LINE * len(results.names) + 8 for _ in groups) + MARGIN
    body = [*_frame(results.names, height), *_ticks(scale, height)]
    y = TOP
    for group in groups:
        body += [_text(MARGIN, y + 16, group.label, "group")]
        y += GROUP
        for nth, name in enumerate(results.names):
            body += _line(scale, nth, name, results.of(name, group.figure), y + LINE / 2)
            y += LINE
        y += 8
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">', *body, "</svg>", ""])


def _frame(names: Sequence[str], height: int) -> Iterator[str]:
    who = ", ".join(names)
    yield f"<title>{escape(who)} under the same load: requests a second, on a scale of powers of ten</title>"
    yield f"<style>{STYLE}</style>"
    yield f'<rect class="ground" width="{WIDTH}" height="{height}" rx="8"/>'
    yield _text(MARGIN, 36, "How many a second", "title")
    yield _text(
        MARGIN, 58, "Server on one core. Each line is ten times the one before; further right is better", "faint"
    )


def _ticks(scale: Scale, height: int) -> Iterator[str]:
    for power in range(scale.least, scale.most + 1):
        x = scale.place(10.0**power)
        yield f'<line class="rule" x1="{x}" x2="{x}" y1="{TOP}" y2="{height - MARGIN}"/>'
        yield _text(x, TOP - 8, f"{10**power:,}" if power >= 0 else f"{10.0**power:g}", "tick")


def _line(scale: Scale, nth: int, name: str, values: Sequence[float], y: float) -> Iterator[str]:
    yield _text(MARGIN, y + 4, name, "faint")
    if not values:
        yield _text(LEFT + 6, y + 4, "not measured", "faint")
        return
    middle = median(values)
    if not middle:
        yield _text(LEFT + 6, y + 4, f"{number(middle)}: no answer in half a minute", "faint")
        return
    x, least, most = (scale.place(value) for value in (middle, min(values), max(values)))
    yield f'<line class="bar of-{nth}" x1="{LEFT}" x2="{x}" y1="{y}" y2="{y}"/>'
    yield f'<line class="spread of-{nth}" x1="{least}" x2="{most}" y1="{y}" y2="{y}"/>'
    yield f'<circle class="of-{nth}" cx="{x}" cy="{y}" r="4.5"/>'
    yield _text(max(x, most) + 10, y + 4, number(middle), "")


def _text(x: float, y: float, words: str, kind: str) -> str:
    return f'<text x="{x:g}" y="{y:g}"{f" class={kind!r}" if kind else ""}>{escape(words)}</text>'
