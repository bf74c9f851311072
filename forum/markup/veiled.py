"""Rendered HTML without what is hidden as a spoiler: for programs, which show a spoiler as they show everything."""

from forum.markup.outside import Attributes, OutsideOfSpoilers


def veiled(html: str) -> str:
    """What `render` made, a sign in place of each spoiler; all else as it is, byte by byte."""
    if "<details" not in html:
        return html
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


class _Reader(OutsideOfSpoilers):
    """Copies it, references to characters as they are written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)

    def began(self, tag: str, attributes: Attributes) -> None:
        self.said(self.get_starttag_text() or "")

    def ended(self, tag: str) -> None:
        self.said(f"</{tag}>")

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")
