"""The list of stories, as the desk has it: a retraction or a headline's correction stands beside the headline there too."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin import site
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.utils.html import format_html

from articles.admin.articles import ArticleAdmin
from articles.models import Article
from corrections import headlines


class Marked(ChangeList):
    """Stories that know their mark: one query for a page of them."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        marks = headlines.marks(story.pk for story in self.result_list)
        for story in self.result_list:
            story.mark = marks.get(story.pk)


class StoryAdmin(ArticleAdmin):
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Marked

    @admin.display(description="Story", ordering="headline")
    def story(self, article: Article) -> str:
        mark = getattr(article, "mark", None)
        shown = super().story(article)
        return format_html('{} <span class="missing">{}</span>', shown, mark.words) if mark else shown


def register() -> None:
    """Put our list in the place of the articles' own."""
    site.unregister(Article)
    site.register(Article, StoryAdmin)
