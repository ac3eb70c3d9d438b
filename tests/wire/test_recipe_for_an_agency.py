"""The README's recipe for a new agency is followed to the letter: from an empty desk to a correction that readers see."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from articles.models import Agency
from corrections.models import Notice
from tests.factories import make_publication, make_section, make_user
from wire.changes import agencies
from wire.changes.agencies import AGENCIES, Ways
from wire.changes.kinds import ChangeKind
from wire.models import ChangePolicy, Item, Polling

pytestmark = pytest.mark.django_db
README = Path(__file__).resolve().parents[2] / "README.md"

FIRST = """<?xml version="1.0" encoding="UTF-8"?>
<nitf><head><title>Skerry lock</title><docdata management-status="usable"><doc-id regsrc="Kestrel" id-string="kw-204"/>
<du-key key="SKERRY-LOCK" version="{version}"/><key-list><keyword key="business"/></key-list></docdata></head><body><body.head>
<hedline><hl1>{code}Skerry lock opens to {ships} ships a day</hl1></hedline><distributor>Kestrel</distributor></body.head>
<body.content><p>SKERRY (Kestrel) — The new lock at Skerry opened to {ships} ships a day on Monday.</p>
<p>Its keepers had asked for it since the flood.</p></body.content></body></nitf>
"""


def steps_of_the_readme() -> list[str]:
    """The bold titles of the recipe's numbered steps."""
    recipe = README.read_text(encoding="utf-8").partition("### Add an agency in an afternoon")[2].partition("\n#")[0]
    return re.findall(r"^\d+\. \*\*(.+?)\*\*", recipe, re.MULTILINE)


def posted(client: Client, form: str, /, **fields: str | int | list[int]) -> None:
    """A form of the desk, filled in and sent; a refusal is a failure with the page's own words."""
    response = client.post(form, fields)
    words = " ".join(re.findall(r'class="errorlist[^>]*>(.*?)</ul>', response.content.decode(), re.DOTALL))
    assert response.status_code == 302, words


def dropped(folder: Path, name: str, text: str) -> None:
    """A file as the agency leaves it: whole, and not written to any more."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (time.time() - 60,) * 2)


def test_the_recipe_of_the_readme_is_followed_step_by_step(settings, tmp_path, monkeypatch, capsys):
    done: list[str] = []
    settings.WIRE_FOLDERS = [tmp_path]
    (tmp_path / "kestrel").mkdir()
    make_publication(desk_email="desk@ledger.example")
    section = make_section("business")
    client = Client()
    client.force_login(make_user())

    done.append("Say who it is.")
    posted(
        client, "/admin/articles/agency/add/", name="Kestrel Wire", slug="kestrel", short_name="Kestrel", aliases="",
        profile="An agency of the canals.", is_listed="on", credit_template="{agency}", copyright_template="© {year} {agency}",
        may_edit="on", archive_days=30, feed_text="full", indexing="index",
    )  # fmt: skip
    agency = Agency.objects.get(slug="kestrel")

    done.append("Say what may happen without a person.")
    posted(
        client, "/admin/wire/changepolicy/add/", agency=agency.pk, correction="at_once", update="at_once", minor="at_once",
        release="at_once", edited="ask", overdue_minutes=30,
    )  # fmt: skip
    assert ChangePolicy.of(agency).pk is not None

    done.append("Say where its copy comes from.")
    posted(
        client, "/admin/wire/feed/add/", name="Kestrel folder", slug="kestrel", source="folder", address="kestrel",
        interval=5, agencies=[agency.pk], policy="ask", is_active="on",
    )  # fmt: skip

    done.append("Let a file in.")
    dropped(tmp_path / "kestrel", "1.xml", FIRST.format(version=1, ships=140, code=""))
    call_command("desk", "--once")
    assert "1 new" in capsys.readouterr().out
    item = Item.objects.get(agency=agency)
    data = {"section": section.pk, "version": item.text_version_id}
    posted(client, f"/admin/wire/item/{item.pk}/publish/", **data)
    path = item.pickups.get().article.visible_edition().path
    page = Client().get(path).content.decode()
    assert "140 ships a day" in page and "Kestrel Wire" in page

    done.append("Teach us its way of saying things.")
    monkeypatch.setitem(agencies._NAMES, "kestrel", "Kestrel")
    monkeypatch.setitem(AGENCIES, "Kestrel", Ways(codes={ChangeKind.CORRECTION: r"MENDED"}))
    agencies._patterns.cache_clear(), agencies._code_before.cache_clear()

    done.append("Keep what you learnt.")
    dropped(tmp_path / "kestrel", "2.xml", FIRST.format(version=2, ships=104, code="MENDED- "))
    Polling.objects.update(next_poll_at=None)
    call_command("desk", "--once")
    assert "1 correction" in capsys.readouterr().out
    page = Client().get(path).content.decode()
    assert "Skerry lock opens to 104 ships a day" in page and "MENDED" not in page
    assert Notice.objects.get().kind == "correction"

    agencies._patterns.cache_clear(), agencies._code_before.cache_clear()
    assert done == steps_of_the_readme()
