"""What a page loads beside its HTML, as it is put together from the sources."""

import gzip
import re

import pytest

from forum.assets import STATIC
from forum.errors import NotFound
from forum.web.bundles import HOSTED, SCRIPTS, SHEETS, made, modules
from tests.visiting import Visitor

MODULES = sorted((STATIC / "js").rglob("*.js"))
# A page of its own, for whoever works on the site.
NOT_FOR_READERS = {"styleguide"}


def script() -> str:
    """All of it, of the pages of discussions and of accounts."""
    return "".join(made(name).text.decode() for name in SCRIPTS)


def sheet() -> str:
    return "".join(made(name).text.decode() for name in SHEETS)


def squeezed(text: str) -> str:
    """Without the spaces that a script does not need."""
    return re.sub(r"\s", "", text)


def test_every_module_is_in_a_script_and_in_none_twice() -> None:
    made_of = {name: [STATIC / path for path in modules(*script)] for name, script in SCRIPTS.items()}
    assert {path for paths in made_of.values() for path in paths} == set(MODULES)
    for name, paths in made_of.items():
        assert len(paths) == len(set(paths)), name


def test_every_sheet_is_in_the_sheet() -> None:
    sent = [name for sheets in SHEETS.values() for name in sheets]
    written = {path.stem for path in (STATIC / "css").glob("*.css")}
    assert len(sent) == len(set(sent))
    assert written - NOT_FOR_READERS == {*sent, *(name for sheets in HOSTED.values() for name in sheets)}
    assert all(re.search(rule, sheet()) for rule in (r"^@layer reset, tokens", r"\.composer \{", r"\.dock \{"))


def test_nothing_of_modules_and_nothing_for_people_is_left() -> None:
    assert re.findall(r"^(?:import|export)\b.*", script(), re.MULTILINE) == []
    for text in (script(), sheet()):
        assert re.findall(r"^\s+\S|^\s*//.*|^/\*.*|^$\n", text, re.MULTILINE) == []


def test_the_words_in_the_script_are_as_they_were_written() -> None:
    """Taking out comments must not touch what stands in quotation marks, however deep."""
    for path in MODULES:
        code = re.sub(r"^\s*(/?\*|//).*| // .*|^import.*", "", path.read_text(), flags=re.MULTILINE)
        for literal in re.findall(r"'[^'\n]*'|`[^`\n]*`", code):
            # Where the sheet of the embed is, the server says.
            assert literal in script() or literal == "'/embed.css'", f"{path.name}: {literal}"


def test_the_embed_knows_where_its_sheet_is(client: Visitor) -> None:
    (address,) = re.findall(r"'(/static/[^']*embed\.css)'", made("embed.js").text.decode())
    assert client.get(address).data == made("embed.css").text


def test_no_two_modules_give_the_same_name() -> None:
    """They share one scope once they are joined."""
    sources = "\n".join(path.read_text() for path in MODULES)
    names = re.findall(r"^(?:export )?(?:async )?(?:const|let|function|class) (\w+)", sources, re.MULTILINE)
    assert len(names) == len(set(names)) > 20
    # What one module names so, another would call in the place of the window's own.
    assert not {"addEventListener", "close", "fetch", "getSelection", "open", "print", "stop"} & set(names)


@pytest.mark.parametrize("name", [*SHEETS, *HOSTED, *SCRIPTS])
def test_a_browser_gets_it_packed_and_anything_else_as_it_is(client: Visitor, name: str) -> None:
    kind = "text/javascript" if name in SCRIPTS else "text/css"
    with client.app.test_request_context():
        address = client.app.url_for("bundle", name=name)
    packed = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    plain = client.get(address)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data == made(name).text
    for answer in (packed, plain):
        assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
        assert answer.vary.to_header() == "Accept-Encoding"
        assert "immutable" in answer.headers["Cache-Control"]


def test_there_is_no_other() -> None:
    with pytest.raises(NotFound):
        made("forum.txt")
