"""Names are completed as they are typed, the people of this discussion first."""

import pytest
from playwright.sync_api import Locator, expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from tests.browser.newsroom import NARROW, Newsroom
from tests.factories import person
from tests.journeys.in_place.box import Box
from tests.journeys.in_place.scripted import Scripted, Visitors, any_screen, place_of

STAY = "The bridge should stay."


@pytest.fixture
def reader(town: Newsroom, visitor: Visitors, ada: Account, article: Article, opinion: Comment) -> Scripted:
    """Ada, reading what Ben said; Bart and Bea have said nothing yet."""
    with town.behind():
        person("bart")
        person("bea")
    ada_reads = visitor(ada)
    ada_reads.open(article)
    return ada_reads


def names(box: Box) -> Locator:
    return box.element.get_by_role("listbox", name="People to mention").get_by_role("option")


def type_a_name(box: Box) -> None:
    box.field.press_sequentially("Ask @b")
    expect(names(box)).to_have_text(["Ben @ben", "Bart @bart", "Bea @bea"])


@any_screen
@pytest.mark.parametrize("which", ["root", "reply"])
def test_people_of_the_discussion_come_first_and_enter_takes_one(reader: Scripted, which: str) -> None:
    box = reader.root if which == "root" else reader.reply(STAY)
    type_a_name(box)
    expect(names(box).nth(0)).to_have_attribute("aria-selected", "true")
    box.field.press("Enter")
    box.holds("Ask @ben ")
    expect(names(box)).to_have_count(0)
    box.field.press_sequentially("first.")
    box.post()
    expect(reader.meets("Ask @ben first.").locator(".prose a")).to_have_text("@ben")


@any_screen
def test_arrows_go_through_the_names_and_round(reader: Scripted) -> None:
    box = reader.root
    type_a_name(box)
    for key, at in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowDown", 0), ("ArrowUp", 2), ("ArrowUp", 1)):
        box.field.press(key)
        expect(names(box).nth(at)).to_have_attribute("aria-selected", "true")
        expect(box.element.locator("[aria-selected=true]")).to_have_count(1)
        expect(box.field).to_have_attribute("aria-activedescendant", names(box).nth(at).get_attribute("id") or "")
    box.field.press("Enter")
    box.holds("Ask @bart ")


@any_screen
def test_escape_shuts_the_names_and_only_then_the_box(reader: Scripted) -> None:
    box = reader.reply(STAY)
    type_a_name(box)
    box.field.press("Escape")
    expect(names(box)).to_have_count(0)
    box.holds("Ask @b")
    box.is_focused()
    box.field.press("Enter")
    box.holds("Ask @b\n")
    box.field.press("Escape")
    box.is_gone()


def test_a_name_is_taken_by_mouse_or_finger(reader: Scripted, width: int) -> None:
    box = reader.root
    type_a_name(box)
    name = names(box).filter(has_text="Bea")
    if width == NARROW:
        name.tap()
    else:
        name.click()
    box.holds("Ask @bea ")
    box.is_focused()
    box.field.press_sequentially("too")
    box.holds("Ask @bea too")


@any_screen
def test_a_press_beside_the_names_takes_none(reader: Scripted) -> None:
    box = reader.root
    type_a_name(box)
    box.element.get_by_role("listbox").click(position={"x": 1, "y": 1})
    box.holds("Ask @b")


@any_screen
def test_enter_away_from_the_name_begins_a_line(reader: Scripted) -> None:
    box = reader.root
    type_a_name(box)
    for _ in range(2):
        box.field.press("ArrowLeft")
    box.field.press("Enter")
    box.holds("Ask \n@b")


@any_screen
def test_a_name_in_the_middle_is_completed_where_it_stands(reader: Scripted) -> None:
    box = reader.root
    box.write("Ask  first.")
    box.field.evaluate("field => field.setSelectionRange(4, 4)")
    box.field.press_sequentially("@BE")
    expect(names(box)).to_have_text(["Ben @ben", "Bea @bea"])
    box.field.press("Enter")
    box.holds("Ask @ben  first.")


@any_screen
@pytest.mark.parametrize("words", ["Write to ada@b", "me @ you", "@@b"])
def test_what_is_no_name_is_not_looked_up(reader: Scripted, article: Article, words: str) -> None:
    with reader.asking_nothing():
        reader.root.write(words)
        reader.keeps(place_of(article), words)
        expect(names(reader.root)).to_have_count(0)


@any_screen
def test_no_list_is_shown_of_nobody(reader: Scripted) -> None:
    with reader.page.expect_response(lambda answer: "/people?begins=nobody" in answer.url):
        reader.root.field.press_sequentially("@nobody")
    expect(names(reader.root)).to_have_count(0)


@any_screen
def test_without_a_signal_there_are_still_the_people_on_the_page(reader: Scripted) -> None:
    reader.page.context.set_offline(True)
    reader.root.field.press_sequentially("Ask @b")
    expect(names(reader.root)).to_have_text("Ben @ben")
    reader.root.field.press("Enter")
    reader.root.holds("Ask @ben ")
