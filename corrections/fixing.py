"""The wrong words give way to the right ones, where they stand in a story: from the ticket, without the editor's form."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from articles import pages, publishing
from articles.body import blocks, plain_text
from articles.models import Article, Photo, Revision
from corrections import passages
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LINES = ("headline", "standfirst", "lead_photo_caption", "dateline", "tagline")
TAG = re.compile(r"(<[^>]*>)")


def fix(
    *, article: Article, by: User, words: str, instead: str, note: str = "", photo: Photo | None = None, at: datetime
) -> Revision:
    """Save a revision with `instead` in the place of `words`, which must stand in the story exactly once.

    Words of a photo's own caption are put right at the photo, and go out with the story's next edition: those of `photo`
    first, whose caption was reported; those of any other photo in the text if the words stand nowhere else.

    Part of a verb's transaction. A working copy that somebody has changed since its last save is left alone.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    last = article.current_revision()
    # The address is made at publication, after the save.
    if last is None or {**pages.content_of(article), "slug": last.content.get("slug")} != last.content:
        raise Refused("Somebody is writing in this story. Let them save it, then correct it there.")
    if _fix_caption(last.content, by=by, words=words, instead=instead, photo=photo):
        return last
    for name, text in replaced(article, words, instead).items():
        if text == getattr(article, name):
            raise Refused("The right words are the same as the wrong ones.")
        setattr(article, name, text)
    return publishing.save_revision(article=article, by=by, note=note, at=at)


def _fix_caption(content: Mapping[str, Any], *, by: User, words: str, instead: str, photo: Photo | None) -> bool:
    """Put words of a photo's own caption right; False if they are to be looked for in the story itself."""
    pattern = passages.pattern_of(words)
    if pattern is None:
        return False
    shown = {block.ref for block in blocks(content["body"]) if block.kind == "photo"}
    if not content["lead_photo_caption"]:
        shown.add(content["lead_photo_id"])
    found = [one for one in Photo.objects.filter(pk__in=shown - {None}) if pattern.search(one.caption)]
    reported = [one for one in found if photo is not None and one.pk == photo.pk]
    texts = [plain_text(content["body"]), *(str(content[name]) for name in LINES)]
    if not reported and (len(found) != 1 or any(pattern.search(text) for text in texts)):
        return False
    if not by.has_perm("articles.change_photo"):
        raise Refused("These words are a photo’s own caption. Let someone who may change photos put it right.")
    (one,) = reported or found
    if words.strip().strip(passages.EDGES) != words.strip():
        instead = instead.strip().strip(passages.EDGES)
    caption, times = pattern.subn(lambda _: instead, one.caption)
    if times > 1:
        raise Refused(f"These words stand in the caption {times} times. Copy more of what is around the place you mean.")
    if caption == one.caption:
        raise Refused("The right words are the same as the wrong ones.")
    one.caption = caption
    one.save(update_fields=["caption"])
    return True


def replaced(article: Article, words: str, instead: str) -> dict[str, str]:
    """The one field of a story that changes, with the right words in it."""
    pattern = passages.pattern_of(words)
    if pattern is None:
        raise Refused("Copy the wrong words from the story.")
    if words.strip().strip(passages.EDGES) != words.strip():
        instead = instead.strip().strip(passages.EDGES)  # the marks around the old words stay around the new
    found: dict[str, str] = {}
    count = 0
    for name in LINES:
        text, times = pattern.subn(lambda _: instead, getattr(article, name))
        count += times
        if times:
            found[name] = text
    body, times = _in_markup(article.body, pattern, instead)
    count += times
    if times:
        found["body"] = body
    if count == 0:
        raise Refused(
            "These words don’t stand in the story as one piece. Copy fewer of them, or edit the story and save it there."
        )
    if count > 1:
        raise Refused(f"These words stand in the story {count} times. Copy more of what is around the place you mean.")
    return found


def _in_markup(markup: str, pattern: re.Pattern[str], instead: str) -> tuple[str, int]:
    """Replaced between the tags: words that a tag parts are not found, so that no link or emphasis is lost."""
    parts, count = TAG.split(markup), 0
    for index in range(0, len(parts), 2):
        text, times = pattern.subn(lambda _: instead, html.unescape(parts[index]))
        if times:
            parts[index], count = html.escape(text, quote=False), count + times
    return "".join(parts), count
