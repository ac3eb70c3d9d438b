"""Dateline, byline, closing line and notes to editors are taken out of a body, each into its own place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from wire.formats import bylines, closing, dateline
from wire.formats import paragraphs as markup
from wire.formats.dates import Problems
from wire.formats.embargo import Embargo
from wire.formats.paragraphs import Element
from wire.formats.parsed import Removal
from wire.formats.text import clean, words

HEAD = 12  # how many blocks from the top may be notes, byline or dateline
TAIL = 12  # and how many from the bottom


@dataclass(slots=True)
class Story:
    """A body in the making, and what was taken out of it."""

    blocks: list[Element]
    dateline: str = ""
    bylines: tuple[str, ...] = ()
    tagline: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    embargo: Embargo = field(default_factory=Embargo)

    def remove(self, text: str, reason: str) -> None:
        text = text.strip()
        if text:
            self.removals.append(Removal(text, reason))

    @property
    def body_html(self) -> str:
        return markup.serialise(self.blocks)

    @property
    def text(self) -> str:
        return "\n".join(markup.text_of(block) for block in self.blocks)

    def headline(self, sent: str, problems: Problems) -> str:
        """An alert without a headline is listed under its first sentence."""
        if sent or not self.blocks:
            return sent
        first = clean(markup.text_of(next((block for block in self.blocks if block.tag == "p"), self.blocks[0])))
        sentence = re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ\"“«])", first, maxsplit=1)[0]
        if len(sentence) > 150:
            sentence = sentence[:150].rpartition(" ")[0] + " …"
        if sentence:
            problems.add("no headline was sent; the first sentence stands in")
        return sentence

    def take(self, index: int, reason: str) -> str:
        text = markup.text_of(self.blocks.pop(index))
        self.remove(text, reason)
        return text


def edit(
    blocks: list[Element],
    *,
    headline: str = "",
    subheadlines: tuple[str, ...] = (),
    known_dateline: str = "",
    located: str = "",
    agency: str = "",
    known_bylines: tuple[str, ...] = (),
    standfirst: str = "",
    embargo: Embargo | None = None,
) -> Story:
    """Takes out of a body what is not its text. Nothing vanishes: what no field carries stands in removals."""
    story = Story(blocks, dateline=dateline.tidy(known_dateline), bylines=known_bylines, embargo=embargo or Embargo())
    _repeated_headlines(story, headline, subheadlines)
    _editors_only(story)
    _head(story, agency, standfirst)
    _tail(story, agency)
    _dateline(story, known_dateline, located, agency)
    _bullets(story)
    return story


def _repeated_headlines(story: Story, headline: str, subheadlines: tuple[str, ...]) -> None:
    """A headline that stands above the body as well would be printed twice."""
    told = {_key(text) for text in (headline, *subheadlines) if _key(text)}
    for _ in range(3):
        if (
            story.blocks
            and story.blocks[0].tag in ("h2", "h3", "p")
            and _key(markup.text_of(story.blocks[0])) in told
            and (len(story.blocks) > 1 or story.blocks[0].tag != "p")
        ):
            story.take(0, "repeats the headline")


def _editors_only(story: Story) -> None:
    """From "not for publication" on, everything is for editors."""
    for index, block in enumerate(story.blocks):
        text = markup.text_of(block)
        first_line = text.strip().split("\n", 1)[0]
        if not closing.opens_editors_only(first_line):
            continue
        start = index
        while start and closing.is_separator(markup.text_of(story.blocks[start - 1])):
            start -= 1
        taken = [markup.text_of(kept) for kept in story.blocks[start:]]
        del story.blocks[start:]
        for text in taken:
            story.remove(text, "not for publication")
        story.notes.append("\n".join(text for text in taken if not closing.is_separator(text)))
        return


def _head(story: Story, agency: str, standfirst: str) -> None:
    """Embargo lines, change notes, notes to editors and the byline stand above the story, in any order."""
    index = 0
    for _ in range(HEAD):
        if index >= len(story.blocks):
            return
        block = story.blocks[index]
        text = markup.text_of(block)
        if block.tag == "table":
            return
        if story.embargo.words(text, in_copy=True) and len(text) < 400:
            story.notes.append(story.take(index, "embargo line"))
        elif closing.is_note_to_editors(text):
            story.notes.append(story.take(index, "note to editors"))
        elif closing.is_separator(text) and index == 0:
            story.take(index, "separator")
        elif (found := bylines.from_paragraph(text)) and block.tag in ("p", "h3"):
            if not story.bylines:
                story.bylines = found
            story.take(index, "byline")
        elif closing.is_change_note(text.split("\n", 1)[0]) and "\n" in text:
            note = text.split("\n", 1)[0]
            markup.cut_start(block, len(note))
            story.remove(note, "note to editors")
            story.notes.append(note)
        elif len(text) > 90 and not text.lstrip().startswith(("*", "•", "-")):
            return
        else:
            index += 1


def _tail(story: Story, agency: str) -> None:
    """Sign-offs and telephone lists go to the editors, the contributors' line becomes the tagline."""
    for _ in range(TAIL):
        if not story.blocks:
            return
        block = story.blocks[-1]
        text = markup.text_of(block)
        if block.tag in ("table", "pre"):
            return
        if len(story.blocks) > 1 and closing.is_sign_off(text):
            story.take(-1, "sign-off")
        elif closing.is_contact_line(text) and len(story.blocks) > 1:
            story.notes.append(story.take(-1, "telephone list"))
        elif re.match(r"\s*eds?\s*:", text, re.IGNORECASE) and len(story.blocks) > 1:
            story.notes.append(story.take(-1, "note to editors"))
        elif closing.is_tagline(text) and block.tag == "p" and len(story.blocks) > 1:
            story.tagline.insert(0, _plain(story.blocks.pop()))
        elif closing.is_separator(text):
            story.take(-1, "separator")
        elif (
            len(story.blocks) > 1 and len(text) < 80 and bylines.names(text) and set(bylines.names(text)) <= set(story.bylines)
        ):
            story.take(-1, "byline")
        elif _after_separator(story):
            continue
        else:
            break
    _inline_endings(story, agency)


def _after_separator(story: Story) -> bool:
    """A short run of closing lines under a "___", of which at least one is such a line."""
    for back in range(2, 6):
        if back > len(story.blocks) - 1:
            return False
        if closing.is_separator(markup.text_of(story.blocks[-back])):
            tail = story.blocks[-back + 1 :]
            texts = [markup.text_of(block) for block in tail]
            if (
                any(closing.is_tagline_under_separator(text) for text in texts)
                and all(b.tag == "p" for b in tail)
                and sum(map(len, texts)) < 900
            ):
                story.tagline[:0] = [_plain(block) for block in tail]
                del story.blocks[-back + 1 :]
                return True
            return False
    return False


def _inline_endings(story: Story, agency: str) -> None:
    if not story.blocks or story.blocks[-1].tag != "p":
        return
    block = story.blocks[-1]
    text = markup.text_of(block)
    start = closing.reporting_tail(text)
    if start:
        story.tagline.insert(0, clean(text[start:]))
        markup.cut_end(block, start)
        text = markup.text_of(block)
    start = closing.signature_tail(text, agency)
    if start:
        story.remove(text[start:], "sign-off")
        markup.cut_end(block, start)


def _dateline(story: Story, known: str, located: str, agency: str) -> None:
    """The dateline is cut from the paragraph it opens, unless the piece is a round-up of stories with their own datelines."""
    places = [(i, block) for i, block in enumerate(story.blocks) if block.tag in ("p", "pre")]
    found = []
    finder = dateline.Finder(known=known, located=located, agency=agency)
    for position, (index, block) in enumerate(places):
        if position > 40:
            break
        hit = finder.find(_before_break(markup.text_of(block)))
        if hit:
            found.append((position, index, block, hit))
    if not found:
        return
    position, index, block, hit = found[0]
    if len(found) > 1 and not known:
        return
    above = [markup.text_of(other) for other in story.blocks[:index] if other.tag == "p"]
    if any(len(text) > 90 and not text.lstrip().startswith(("*", "•", "-")) and not text.isupper() for text in above):
        return
    if block.tag == "pre":
        block.text = (block.text or "")[hit.end :].lstrip()
    else:
        markup.cut_start(block, hit.end)
    if markup.is_empty(block):
        story.blocks.remove(block)
    story.dateline = _fuller(hit.text, story.dateline)
    if not _covers(story.dateline, hit.text):
        story.remove(hit.text, "dateline")


def _bullets(story: Story) -> None:
    """Paragraphs that begin with "* " are a list. Dashes are left: in many languages they open a quotation."""
    listed: list[Element] = []
    for block in story.blocks:
        if block.tag != "p" or not (block.text or "").startswith(("* ", "• ")):
            listed.append(block)
            continue
        if not listed or listed[-1].tag != "ul" or listed[-1].get("class") != "bullets":
            listed.append(etree.Element("ul", {"class": "bullets"}))
        block.tag = "li"
        block.text = (block.text or "")[2:]
        listed[-1].append(block)
    for block in listed:
        if block.get("class") == "bullets":
            del block.attrib["class"]
    story.blocks = listed


def _before_break(text: str) -> str:
    return text.replace("\n", " ")


def _fuller(told: str, known: str) -> str:
    """The text's own form is the printed one; a bare "(AP)" is put behind the place that the field gives."""
    if not known:
        return told
    if told.startswith("(") and " - " not in told:
        return known if told.casefold() in known.casefold() else f"{known} {told}"
    if len(_words_of(known) - _words_of(told)) == 0:
        return told
    return known if len(_words_of(told) - _words_of(known)) == 0 else told


def _covers(whole: str, part: str) -> bool:
    return _words_of(part) <= _words_of(whole)


def _words_of(text: str) -> set[str]:
    return {word.casefold() for word in words(text)}


def _key(text: str) -> str:
    return "".join(words(text)).casefold()


def _plain(block: Element) -> str:
    return clean(markup.text_of(block))
