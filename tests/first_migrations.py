"""Fills a database that stands at each app's first migration, as an installation that has worked since then.

`python -m tests.first_migrations`: it prints the tables of ours with their columns of that time, as JSON.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

OURS = ("base", "articles", "corrections", "wire")
NOON = datetime(2020, 11, 20, 12, 0, tzinfo=UTC)


def main() -> None:
    import django

    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    first = sorted(key for key in executor.loader.graph.nodes if key[0] in OURS and key[1].startswith("0001"))
    others = [key for key in executor.loader.graph.leaf_nodes() if key[0] not in OURS]
    executor.migrate([*others, *first])
    models = executor.loader.project_state([*others, *first]).apps
    fill(models)
    guard(models)
    tables = {model._meta.db_table: [field.column for field in model._meta.concrete_fields] for model in ours(models)}
    print(json.dumps(tables))


def ours(models: Any) -> list[Any]:
    return [model for model in models.get_models() if model._meta.app_label in OURS]


def fill(models: Any) -> None:
    """A row and more of every kind that later migrations may touch."""

    def add(label: str, **fields: Any) -> Any:
        return models.get_model(label).objects.create(**fields)

    user = add("auth.User", username="wire", email="wire@ledger.example")
    add("articles.Publication", pk=1, name="The Harbor Ledger", time_zone="America/New_York")
    section = add("articles.Section", slug="city", name="City")
    photo = add("articles.Photo", original="a/b.jpg", width=800, height=600, alt="A quay", credit="Northline")
    agency = add("articles.Agency", slug="northline", name="Northline News Agency", short_name="Northline", logo=photo)
    article = add("articles.Article", headline="Ferries stay", body="<p>All night.</p>", section=section, agency=agency)
    promoted = add("articles.Article", headline="Bridges open", body="<p>At dawn.</p>", section=section)
    page = {"blocks": [{"kind": "promo", "article": promoted.pk}, {"kind": "promo", "article": 404}]}
    revision = add("articles.Revision", article=article, number=1, at=NOON, content={"headline": "Ferries stay"}, by=user)
    add(
        "articles.Edition", article=article, revision=revision, number=1, at=NOON, by=user, live_from=NOON, is_reviewed=False,
        is_edited=False, first_published_at=NOON, page=page, section=section, path="/2020/11/20/ferries-stay/",
    )  # fmt: skip
    add(
        "corrections.Notice", article=article, kind="correction", origin="agency", placement="end", text="All night.",
        revision_after=revision, at=NOON, by=user,
    )  # fmt: skip
    folder = add("wire.Feed", slug="folder", name="A folder that nobody named", source="folder")
    folder.agencies.add(agency)
    add("wire.Feed", slug="command", name="The ingest command", section=section)
    message = add(
        "wire.Message", feed=folder, sha256="a" * 64, size=3, received_at=NOON, raw=b"raw", state="read", format="ninjs"
    )
    add("wire.Message", feed=folder, sha256="b" * 64, size=4, received_at=NOON, raw=b"raw2", state="quarantined", reason="Odd.")
    item = add("wire.Item", agency=agency, item_id="urn:1", headline="Ferries stay", first_seen_at=NOON, changed_at=NOON)
    document = {"format": "ninjs", "item_id": "urn:1", "headline": "Ferries stay", "body_html": "<p>All night.</p>"}
    version = add("wire.Version", item=item, number=1, sent_version=1, received_at=NOON, document=document, message=message,
                  content_hash="c" * 64, change="new", status="usable")  # fmt: skip
    models.get_model("wire.Item").objects.update(newest=version, text_version=version, version_count=1)
    add("wire.Pickup", item=item, article=article, based_on=version, role="whole", at=NOON, by=user)


def guard(models: Any) -> None:
    """The guards of the append-only tables, as the code of that time left them after its migrations."""
    from django.db import connection

    from newsroom.base import append_only

    with connection.cursor() as cursor:
        for guarded in append_only.guarded_models():
            if guarded._meta.label_lower in {model._meta.label_lower for model in ours(models)}:
                then = models.get_model(guarded._meta.label)
                then.may_change, then.erasable = guarded.may_change, ()
                for statement in append_only._statements(connection, then):
                    cursor.execute(statement)


if __name__ == "__main__":
    main()
