"""Every address of the newsroom, found in its own lists: a new one is asked too, or the test that asks says so."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib.admin import site
from django.db.models import Model
from django.urls import URLPattern, get_resolver, reverse

from articles.models import Article, Hold, Photo
from corrections.models import Ticket
from newsroom.base.models import Entry, Outgoing
from tests.site.reading import path_of
from wire.models import Item, NamedOrder, WireFile

MOST_ROWS = 2  # of one model; of the reports, all
NOTHING = [{}]
Ways = list[dict[str, Any]]


def patterns(resolver: Any = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern with its namespace; the desk's own "any other address" has no name, and shows nothing."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield namespace, pattern
        else:
            yield from patterns(pattern, pattern.namespace or namespace)


def addresses(article: Article) -> dict[str, list[str]]:
    """Each named pattern's addresses, with every row of its model in turn; one that nobody can fill fails by name."""
    found: dict[str, list[str]] = {}
    for namespace, pattern in patterns():
        if pattern.name is None:
            continue
        name = f"{namespace}:{pattern.name}" if namespace else pattern.name
        arguments = set(pattern.pattern.regex.groupindex) - set(pattern.default_args)
        ways = NOTHING if not arguments else _ways(name, arguments, article)
        found[name] = [reverse(name, kwargs=way) for way in ways]
    found["admin:autocomplete"] = [f"{address}?{query}" for address in found["admin:autocomplete"] for query in _looked_up()]
    return found


def _looked_up() -> list[str]:
    """What the desk's forms look up while one types."""
    return [
        urlencode({"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": name, "term": ""})
        for model, admin in site._registry.items() for name in admin.autocomplete_fields
    ]  # fmt: skip


def _ways(name: str, arguments: set[str], article: Article) -> Ways:
    model = _model(name)
    if name in SPECIAL:
        return SPECIAL[name](article)
    if model is not None and len(arguments) == 1:
        return [{next(iter(arguments)): pk} for pk in _rows(model)]
    if arguments == {"year", "month", "day", "slug"}:
        return _story()(article)
    assert name in PUBLIC, f"Say in tests/doors.py what to ask {name} with: {arguments}"
    return PUBLIC[name](article)


def _model(name: str) -> type[Model] | None:
    """The model of an address of the desk: "admin:corrections_ticket_change"."""
    app, _, rest = name.removeprefix("admin:").partition("_")
    if not name.startswith("admin:") or app not in apps.app_configs:
        return None
    return next((one for one in apps.get_app_config(app).get_models() if rest.startswith(f"{one._meta.model_name}_")), None)


def _rows(model: type[Model]) -> list[Any]:
    rows = model._default_manager.order_by("-pk").values_list("pk", flat=True)
    return list(rows if model in (Ticket, Entry) else rows[:MOST_ROWS])


def _each(argument: str, model: type[Model]) -> Callable[[Article], Ways]:
    return lambda article: [{argument: pk} for pk in _rows(model)]


def _story(**more: Any) -> Callable[[Article], Ways]:
    def ways(article: Article) -> Ways:
        year, month, day, slug = path_of(article).strip("/").split("/")
        return [{"year": int(year), "month": int(month), "day": int(day), "slug": slug, **more}]

    return ways


def _notices(article: Article) -> Ways:
    return [{"pk": pk} for pk in article.notices.values_list("pk", flat=True)]


def _verbs(article: Article) -> Ways:
    from corrections.admin.ticket_verbs import VERBS

    return [{"pk": pk, "verb": verb} for pk in _rows(Ticket) for verb in VERBS]


def _on_site(article: Article) -> Ways:
    from django.contrib.contenttypes.models import ContentType

    return [
        {"content_type_id": ContentType.objects.get_for_model(model).pk, "object_id": pk}
        for model in (*site._registry, Outgoing) for pk in _rows(model)[:1]
    ]  # fmt: skip


SPECIAL: dict[str, Callable[[Article], Ways]] = {
    "admin:corrections_ticket_verb": _verbs,
    "admin:view_on_site": _on_site,
    "admin:app_list": lambda article: [{"app_label": app} for app in ("articles", "corrections", "wire", "auth", "base")],
    "admin:desk_publish": _each("pk", Article), "admin:desk_kill": _each("pk", Article),
    "admin:desk_lift": _each("pk", Hold), "admin:desk_take_over": _each("pk", Hold),
    "admin:desk_photo": lambda article: [{"pk": pk, "name": "share.jpg"} for pk in _rows(Photo)],
    "admin:wire_file_thumbnail": _each("pk", WireFile), "admin:wire_file_download": _each("pk", WireFile),
    "admin:wire_file_take": _each("pk", WireFile),
    "admin:wire_namedorder_obey": lambda article: [
        {"pk": pk, "item": item} for pk, item in itertools.product(_rows(NamedOrder), _rows(Item))
    ],
}  # fmt: skip
PUBLIC: dict[str, Callable[[Article], Ways]] = {
    "corrections:notice": _notices, "corrections:passage": _notices,
    "corrections:report_error": lambda article: [{"article_id": article.pk}],
    "site:section": lambda article: [{"slug": article.section.slug}],
    "site:topic": lambda article: [{"slug": topic.slug} for topic in article.topics.all()],
    "site:person": lambda article: [{"slug": byline.person.slug} for byline in article.bylines.select_related("person")],
    "site:agency": lambda article: [{"slug": article.agency.slug}],
    "site:as_published": _story(date="2020-11-20"),
    "site:digest": lambda article: [{"day": "2020-11-20"}],
    "site:policy": lambda article: [{"slug": "corrections"}],
    "site:feed": lambda article: [
        {"name": name, "kind": kind} for name in ("latest", "corrections") for kind in ("rss", "atom", "json")
    ],
    "site:section_feed": lambda article: [{"slug": article.section.slug, "kind": kind} for kind in ("rss", "atom", "json")],
    "site:media": lambda article: [{"hash": photo.hash[:32], "rendition": "share.jpg"} for photo in Photo.objects.all()],
    "site:preview": lambda article: [{"token": "x"}],
    "site:preview_media": lambda article: [{"token": "x", "hash": "y", "rendition": "z"}],
    "site:sitemap_month": lambda article: [{"year": 2020, "month": 11}],
    "site:api_article": lambda article: [{"key": article.pk}, {"key": article.uid}],
}  # fmt: skip
