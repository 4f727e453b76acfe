"""Markdown as others render it: blocks of plain text, and whatever they made of it that nobody wrote."""

from html.parser import HTMLParser
from urllib.parse import unquote

import cmarkgfm
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

BLOCKS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "pre", "td", "th", "blockquote"}
# Where ICAT offers its reports, which citations give.
PUBLICATIONS = "https://icat.un.org/publications"
# Where its reports are.
ICAT = "https://icat.un.org/"
# What the program itself writes: titles in italics, names in bold, and what notes and tables are made of.
OURS = BLOCKS | {"em", "strong", "code", "ul", "ol", "section", "hr", "sup", "table", "thead", "tbody", "tr"}


class Blocks(HTMLParser):
    """The blocks of a page in order, each as what it is and its text, and the elements that nothing of ours makes."""

    def __init__(self, links=()):
        super().__init__(convert_charrefs=True)
        self.links = {unquote(link) for link in links}
        self.blocks, self.notes, self.strange = [], {}, []
        self.text, self.open, self.note, self.inside = "", [], None, 0

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        kinds = given.get("class") or ""
        if self.inside or tag == "sup" or "footnote-ref" in kinds or "footnote-backref" in kinds:
            # A reference, or the way back from a note.
            self.inside += tag not in ("hr", "br", "img", "input")
            return
        if tag in BLOCKS:
            self.flush()
        if tag == "li" and self.in_notes():
            self.note = (given.get("id") or "").removeprefix("fn").strip("-")
        # GFM makes links of mail addresses however they are written; their words stay the same.
        href = given.get("href") or ""
        is_link = tag == "a" and (href.startswith(("mailto:", ICAT)) or unquote(href) in self.links)
        if (tag not in OURS or tag in ("h5", "h6")) and not is_link:
            self.strange.append((tag, given))
        if tag != "hr":
            self.open.append((tag, kinds))

    def in_notes(self):
        return any(tag == "section" for tag, _ in self.open)

    def handle_endtag(self, tag):
        if self.inside:
            self.inside -= 1
            return
        if tag in BLOCKS:
            self.flush(even_empty=tag in ("td", "th"))
        if self.open and self.open[-1][0] == tag:
            self.open.pop()

    def handle_data(self, data):
        if not self.inside:
            self.text += data

    def flush(self, even_empty=False):
        text, self.text = self.text.strip("\n"), ""
        if not (text or even_empty):
            return
        tags = [tag for tag, _ in self.open if tag in BLOCKS]
        if self.in_notes():
            self.notes[self.note] = self.notes.get(self.note, "") + text
        elif tags:
            kind = "quote" if "blockquote" in tags and tags[-1] == "p" else tags[-1]
            self.blocks.append((kind, text))
        elif text.strip():
            self.strange.append(("text", text))


def html_of(how: str, text: str) -> str:
    if how == "cmark-gfm":
        options = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE
        return cmarkgfm.github_flavored_markdown_to_html(text, options)
    preset = {"commonmark": "commonmark", "markdown-it": "gfm-like"}[how]
    parser = MarkdownIt(preset, {"html": True}).use(footnote_plugin)
    if parser.linkify:
        parser.linkify.set({"fuzzy_link": False})  # GFM makes links of names with `www.` alone.
    return parser.enable("table").render(text)


HOW = ("cmark-gfm", "commonmark", "markdown-it")


def rendered(how: str, text: str, links=()) -> Blocks:
    """What a renderer makes of a text, in which these addresses are links of ours."""
    blocks = Blocks(links)
    blocks.feed(html_of(how, text))
    blocks.close()
    blocks.flush()
    return blocks
