"""How the desk shows a state: a shape, a word, and the time that matters."""

from __future__ import annotations

from datetime import datetime

from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.timesince import timesince

from articles.states import State


def shown_state(state: State) -> str:
    """The state's markup; its shape is drawn by the stylesheet."""
    when = formats.date_format(timezone.localtime(state.when), "j M H:i") if state.when else ""
    detail = ", ".join(part for part in (state.remark, when) if part)
    return format_html(
        '<span class="state state--{}">{}</span>{}',
        state.name,
        state.word,
        format_html(' <span class="state__detail">{}</span>', detail) if detail else "",
    )


def age_of(moment: datetime) -> str:
    """How long ago, as one says it: nobody says "0 minutes ago"."""
    seconds = (timezone.now() - moment).total_seconds()
    return "just now" if seconds < 60 else f"{timesince(moment, depth=1)} ago"
