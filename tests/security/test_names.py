"""Names and addresses that would pass for somebody else's: S37, S38, S39."""

from collections.abc import Callable, Sequence

import pytest
from python_usernames.reserved_words import get_reserved_words
from sqlalchemy import select

from forum.accounts.addresses import email_key, parse_email
from forum.accounts.forms import Profile
from forum.accounts.lookalikes import skeleton
from forum.accounts.models import Account
from forum.accounts.names import display_name_key, handle_key
from forum.accounts.reserved import STAFF
from forum.db import db
from forum.errors import Invalid
from forum.ids import new_id
from forum.mail.models import Mail
from tests.factories import person
from tests.markup.corpora import Case, cases
from tests.security.reread import rows
from tests.security.routes import route_named
from tests.security.world import World

# Python takes the last two for an s and a k when it ignores the case.
TAKEN = ["rita", "RITA", "RiTa", "@rita", " rita "]
# What looks like another reader's or a moderator's, written with what a handle may have.
ALIKE = ["ni1s", "NiIs", "rnona"]
NOT_OURS = [
    "r\u0456ta",
    "rit\u0430",
    "\uff52ita",
    "rita\u200b",
    "r.ta",
    "ri ta",
    "nil\u017f",
    "\u212aarl",
    "\u0130da",
    "ad\u0131n",
]
RESERVED = ["admin", "Admin", "MODERATOR", "@staff", "forum", "adm1n", "the-mods", "www", "articles", "healthz"]
STAFFLIKE = ["Mona", "MONA", "M\u043ena", "M0na", "The Admin", "\u0410dmin", "Moderator 2", "Forum", "F\u00f3rum"]
# Under which hosts an address would be another's, were letters folded as Python folds them.
STOLEN = ["r\u0131ta@example.org", "\u0280ita@example.org", "rita@\u0435xample.org", "rita@examp\u0142e.org"]


def takes(world: World, **fields: str) -> bool:
    """Whether the profile of the author is saved so; a refusal says why and changes no row."""
    visitor, before = world.visitor("author"), rows()
    response = world.send(visitor, route_named(world.app, "discussion.save_profile"), **fields)
    if response.status_code == 303:
        return True
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    assert rows() == before | {"session": rows()["session"]}
    return False


@pytest.mark.parametrize("handle", [*TAKEN, *ALIKE, *NOT_OURS, *RESERVED])
def test_s37_s38_no_handle_passes_for_another(world: World, handle: str) -> None:
    assert not takes(world, handle=handle)


@pytest.mark.parametrize("handle", [*TAKEN, *ALIKE, *NOT_OURS, "admin", "www"])
def test_s37_s38_nor_when_one_registers(world: World, settings_are: Callable[..., None], handle: str) -> None:
    settings_are(mail_url=None)
    visitor, before = world.visitor("nobody"), rows()
    form = {"handle": handle, "email": "new@example.org", "password": "a long walk home"}
    response = world.send(visitor, route_named(world.app, "accounts.register_account"), **form)
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    assert rows() == before


def wished(name: str = "Otto", handle: str = "otto") -> Profile | None:
    """What the form makes of what Otto typed; None when it refuses."""
    otto = Account(display_name="Otto", handle="otto")
    try:
        return Profile.parse({"display_name": name, "handle": handle}, otto, others=(), kept=())
    except Invalid:
        return None


def golden(profile: str) -> list[Case]:
    return [case for case in cases("precis_golden") if case["profile"] == profile]


def test_s37_a_handle_is_among_what_precis_allows_and_taken_as_it_folds() -> None:
    typed = [case for case in golden("UsernameCaseMapped") if case["input"] == case["input"].strip()]
    taken = [(case, wish) for case in typed if (wish := wished(handle=case["input"]))]
    assert 0 < len(taken) < len(typed)
    for case, wish in taken:
        assert handle_key(wish.handle) == case["output"], case


def test_s37_a_display_name_is_what_precis_makes_of_it() -> None:
    taken = [(case, wish) for case in golden("NicknameCaseMapped") if (wish := wished(case["input"]))]
    assert len(taken) > 50
    for case, wish in taken:
        assert display_name_key(wish.display_name) == case["output"], case


def test_s37_of_two_who_look_alike_there_is_one(world: World) -> None:
    for handle in ("b0b", "adarn"):
        person(handle)
    assert not takes(world, handle="bob") and not takes(world, handle="Adam")
    assert takes(world, handle="bobby")
    db.session.expire_all()
    looks = db.session.scalars(select(Account.handle)).all()
    assert len({skeleton(handle) for handle in looks}) == len(looks)


@pytest.mark.parametrize("name", STAFFLIKE)
def test_s38_nobody_signs_as_the_site_or_its_staff(world: World, name: str) -> None:
    assert not takes(world, display_name=name, handle="otto")


def test_s38_no_word_of_the_lists_is_a_handle(world: World) -> None:
    words = {*STAFF, *get_reserved_words(), *(rule.rule.split("/")[1] for rule in world.app.url_map.iter_rules())}
    assert len(words) > 800
    db.session.commit()
    for word in sorted(words)[::40]:
        assert not takes(world, handle=word), word


def test_s38_the_mark_of_the_staff_is_drawn_outside_the_name(world: World) -> None:
    world.people["moderator"].badge = "Moderator"
    assert takes(world, display_name="Otto <span class=badge>Moderator</span>", handle="otto")
    for handle, marks in (("mona", 1), ("otto", 0)):
        page = world.visitor("nobody").get(f"/people/{handle}").text
        assert page.count('<span class="badge">') == marks
        name = page.partition("<h1><bdi>")[2].partition("</bdi>")[0]
        assert "badge" not in name.replace("&lt;span class=badge&gt;", "")


def test_s39_addresses_are_one_by_the_case_of_ascii_alone() -> None:
    for case in cases("own_emails"):
        address = case["address"]
        try:
            parsed = parse_email(address)
        except Invalid:
            continue
        local, _, host = parsed.rpartition("@")
        assert email_key(f"{local}@{host.upper()}") == email_key(parsed), case
        assert email_key(parsed).isascii(), case
    for one, other in (
        ("mike@\u0131nstance.example", "mike@instance.example"),
        ("a@stra\u00dfe.example", "a@strasse.example"),
    ):
        assert email_key(one) != email_key(other)


def written_since(before: int) -> Sequence[Mail]:
    """Without the mails of the world itself, whose people were told of decisions."""
    return db.session.scalars(select(Mail).where(Mail.id > before)).all()


@pytest.mark.parametrize("address", STOLEN)
def test_s39_no_letter_beyond_ascii_brings_anothers_mail(world: World, address: str) -> None:
    """Reset-mail theft: what is typed is nobody's, or its own; the mail never goes where another's account is found."""
    visitor, before = world.visitor("nobody"), new_id()
    response = world.send(visitor, route_named(world.app, "accounts.mail_sign_in"), email=address)
    db.session.commit()
    written = written_since(before)
    if response.status_code == 400:
        assert written == []
        return
    (mail,) = written
    assert mail.recipient == parse_email(address) != "rita@example.org"
    assert email_key(mail.recipient) != world.people["reader"].email_key


def test_s39_what_is_no_address_gets_no_mail(world: World) -> None:
    visitor, route = world.visitor("nobody"), route_named(world.app, "accounts.mail_sign_in")
    refused, before = 0, new_id()
    for case in [*cases("own_emails"), *cases("email_isemail")]:
        try:
            parse_email(case["address"])
        except Invalid:
            assert world.send(visitor, route, email=case["address"]).status_code == 400, case
            refused += 1
    db.session.commit()
    assert refused > 100
    assert written_since(before) == []
