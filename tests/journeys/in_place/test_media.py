"""On paper, without motion, in the reader's own colours, from right to left, and very large."""

import pytest
from playwright.sync_api import Locator, expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from forum.ids import to_text
from tests.browser.looks import PAST_THE_EDGE, REFLOW
from tests.browser.newsroom import HEIGHT, WIDE, Newsroom
from tests.factories import say
from tests.journeys.in_place.scripted import Scripted, Visitors
from tests.journeys.in_place.watching import Watch, pill

STAY = "The bridge should stay."
ARABIC = "أين الجسر؟ **هنا**"


@pytest.fixture
def width() -> int:
    return WIDE


@pytest.fixture
def watch(town: Newsroom, visitor: Visitors, ada: Account, ben: Account, article: Article, opinion: Comment) -> Watch:
    """Ada with a box open, a pill and replies to ask for, and a sentence at the foot of the screen."""
    with town.behind(ben, article):
        say(ben, article, ARABIC)
    found = Watch(visitor(ada))
    found.reader.open(article)
    found.reader.reply(STAY).write("So it should.")
    with town.behind(ben, article, opinion):
        say(ben, article, "And the tunnel?")
        say(ben, article, "Because of the view.", opinion)
    found.waits()
    expect(pill(found.reader)).to_be_visible()
    found.page.evaluate("() => { navigator.clipboard.writeText = async () => {} }")
    found.page.get_by_role("link", name="Share the comment by Ben").first.click()
    expect(found.page.get_by_role("status")).to_contain_text("The address is copied.")
    return found


@pytest.fixture
def reader(watch: Watch) -> Scripted:
    return watch.reader


def shown(reader: Scripted, selector: str) -> list[str]:
    """What there is to see of these."""
    found: list[str] = reader.page.locator(selector).evaluate_all(
        "all => all.filter(one => one.checkVisibility() && one.getClientRects().length).map(one => one.className)"
    )
    return found


def test_on_paper_there_is_nothing_to_press(reader: Scripted) -> None:
    pressed = ".composer, .actions, .sorting, .dock, .pill, .toast, .arrivals, .menu-button, .skip"
    assert shown(reader, pressed) != []
    reader.page.emulate_media(media="print")
    assert shown(reader, pressed) == []
    assert shown(reader, "main :is(button, input, select, textarea)") == []
    for words in (STAY, "أين الجسر؟"):
        expect(reader.comment(words).locator(".prose")).to_be_visible()
        expect(reader.comment(words).locator(".byline")).to_be_visible()


def test_on_paper_a_folded_branch_still_says_how_much_it_holds(reader: Scripted) -> None:
    reader.page.locator(".arrivals").click()
    branch = reader.page.locator(".replies > summary")
    branch.press("Enter")
    expect(reader.comment("Because of the view.")).to_be_hidden()
    expect(branch).to_contain_text("1 reply to Ben")
    reader.page.emulate_media(media="print")
    expect(branch).to_be_visible()


def test_whoever_wants_no_motion_gets_none(reader: Scripted) -> None:
    reader.page.emulate_media(reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll('*')].filter(one => {
      const style = getComputedStyle(one);
      return style.transitionDuration !== '0s' || style.animationName !== 'none' || style.scrollBehavior === 'smooth';
    }).map(one => one.className)"""
    assert reader.page.evaluate(moving) == []


def marked(reader: Scripted, opinion: Comment, article: Article) -> Locator:
    name = to_text(opinion.id)
    reader.open(f"/articles/{article.slug}?show={name}#c{name}")
    return reader.comment(STAY)


def test_in_forced_colours_what_is_marked_is_outlined(reader: Scripted, opinion: Comment, article: Article) -> None:
    reader.page.emulate_media(forced_colors="active")
    comment = marked(reader, opinion, article)
    expect(comment).to_have_attribute("aria-current", "true")
    expect(comment).to_have_css("outline-style", "solid")
    expect(comment).to_have_css("outline-width", "3px")
    for hovering in (".toast", ".pill"):
        expect(reader.page.locator(hovering).first).to_have_css("border-top-width", "1px")


def test_words_from_right_to_left_begin_at_the_right(reader: Scripted) -> None:
    edges = """prose => {
      const range = document.createRange();
      range.selectNodeContents(prose);
      const [text, box] = [range.getClientRects()[0], prose.getBoundingClientRect()];
      return [text.left - box.left, box.right - text.right];
    }"""
    left, right = reader.comment("أين الجسر؟").locator(".prose p").evaluate(edges)
    assert right < 1 < left
    left, right = reader.comment(STAY).locator(".prose p").evaluate(edges)
    assert left < 1 < right


def test_what_is_typed_from_right_to_left_is_shown_so(reader: Scripted) -> None:
    reader.root.write("أين")
    expect(reader.root.field).to_have_css("direction", "rtl")
    expect(reader.box_under(STAY).field).to_have_css("direction", "ltr")


def test_at_400_percent_nothing_is_pushed_sideways(reader: Scripted) -> None:
    reader.page.set_viewport_size({"width": REFLOW, "height": HEIGHT * REFLOW // WIDE})
    expect(reader.page.locator(".toast")).not_to_be_empty()
    expect(pill(reader)).to_be_visible()
    assert reader.page.evaluate(PAST_THE_EDGE) == []
    for hovering in (pill(reader), reader.page.locator(".toast"), reader.box_under(STAY).element):
        box = hovering.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= REFLOW
