"""Tokens to HTML, before the walls: no class, no id, no title, no language."""

from collections.abc import Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from forum.markup.handles import profile_path
from forum.markup.links import REL


def _link(href: str) -> str:
    return f'<a href="{escapeHtml(href)}" rel="{REL}">'


class Renderer(RendererHTML):
    """A method per type of token, found by its name."""

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<pre><code>{escapeHtml(tokens[idx].content)}</code></pre>\n"

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _link(str(tokens[idx].attrs["href"]))

    def mention(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        return f"{_link(profile_path(token.meta['person']))}{escapeHtml(token.content)}</a>"

    def real_host(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f" <bdi>({escapeHtml(tokens[idx].content)})</bdi>"

    def spoiler_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        scope = tokens[idx].meta["scope"]
        label = f"Spoiler: {scope}" if scope else "Spoiler"
        return f"<details><summary>{label}</summary>"

    def spoiler_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</details>\n" if tokens[idx].block else "</details>"
