"""Words in, safe HTML out: the only place where a reader's text becomes markup.

*Why.* A comment is rendered once, when it is written; its source, its HTML and `render.RENDER_VERSION` are
stored, and nothing is cleaned at read. All HTML leaves through `sanitize.clean`, where two independent walls
(bleach, then nh3) hold the same allow-list: bleach has had its last release and is not trusted alone. When the
two disagree about the tree, the reader's text is shown as typed.

A reader's words never vanish. What the dialect does not know (headings, pictures, raw HTML, an address that is
refused) and what is nested too deeply is shown as it was typed. Only what is not words is dropped: the titles of
links and the language of a code block.

A spoiler that is written slightly wrong should rather hide too much than too little: spaces inside `||` do not
matter, emphasis that overlaps it gives way, and the lines after a `>!` belong to it until a blank line, as in a
quotation. A spoiler may stand in another one, which is how a second, further scope is written.

Nothing in here knows of rows, requests or people: who may be mentioned is handed in, and what a text mentions
(`mentions.mentioned`) or spoils (`spoilers.spoiler_scope`) is read from the same tokens that are rendered.
"""
