"""Our sample wire files keep the agencies' formats: the published schemas accept them, and the README lists each one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests import needs

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "fixtures" / "wire"
NITF = "http://iptc.org/std/NITF/2006-10-18/"
NEWSML_G2 = "http://iptc.org/std/nar/2006-10-01/"
GEOJSON = "https://geojson.org/schema/GeoJSON.json"

UNREADABLE = {
    "nitf/90-truncated.xml",
    "nitf/91-empty.xml",
    "nitf/hostile-entity-bomb.xml",
    "newsml-g2/90-truncated.xml",
    "ninjs/90-truncated.json",
    "rss-atom/90-cut-off.xml",
    "anpa-1312/90-truncated.anpa",
    "iptc-7901/90-truncated.iptc",
}
INVALID_ON_PURPOSE = {"nitf/hostile-markup.xml"}  # handlers and scripts that NITF has no place for


def samples(folder: str) -> list[str]:
    names = sorted(f"{folder}/{path.name}" for path in (SAMPLES / folder).iterdir())
    return [name for name in names if name not in UNREADABLE | INVALID_ON_PURPOSE]


def schema_file(path: str) -> Path:
    return needs.beside(needs.SCHEMAS / path)


def read(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def xml(name: str) -> etree._Element:
    data = read(name)
    if name == "nitf/70-latin1-declared-utf8-bytes.xml":
        data = data.replace(b"ISO-8859-1", b"UTF-8", 1)
    return etree.fromstring(data)


@pytest.mark.parametrize("name", samples("nitf"))
def test_nitf_sample_is_valid_nitf(name: str) -> None:
    schema = etree.XMLSchema(etree.parse(schema_file("nitf/nitf-3-6.xsd")))
    root = xml(name)
    assert root.tag == "nitf", "agencies send NITF without its namespace"
    for attribute in ("version", "change.date", "change.time"):  # the 3.6 schema allows those of 3.6 only
        del root.attrib[attribute]
    for element in root.iter(etree.Element):
        element.tag = f"{{{NITF}}}{element.tag}"
    assert schema.validate(root), schema.error_log


@pytest.mark.parametrize("name", samples("newsml-g2"))
def test_newsml_g2_sample_is_valid_newsml_g2(name: str) -> None:
    schema = etree.XMLSchema(etree.parse(schema_file("newsml-g2/NewsML-G2_2.35-spec-All-Power.xsd")))
    assert schema.validate(xml(name)), schema.error_log


@pytest.mark.parametrize("name", samples("ninjs"))
def test_ninjs_sample_is_valid_in_the_version_it_names(name: str) -> None:
    item = json.loads(read(name))
    version = (item.get("standard") or item["$standard"])["version"]
    schema = json.loads(schema_file(f"ninjs/ninjs-schema_{version}.json").read_text(encoding="utf-8"))
    geojson = json.loads(schema_file("ninjs/GeoJSON.json").read_text(encoding="utf-8"))
    points = Resource.from_contents(geojson, default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource(GEOJSON, points)
    jsonschema.validators.validator_for(schema)(schema, registry=registry).validate(item)


@pytest.mark.parametrize("name", samples("ap-media-api"))
def test_ap_sample_has_the_fields_and_words_that_ap_documents(name: str) -> None:
    swagger = json.loads(schema_file("ap/ap-media-api-swagger.json").read_text(encoding="utf-8"))
    content = swagger["definitions"]["contentitem"]
    answer = json.loads(read(name))
    for item in ap_items(answer):
        assert set(item) <= set(content["properties"])
        # AP itself sends rel="Story", which its swagger does not list.
        without_renditions = {key: value for key, value in item.items() if key != "renditions"}
        jsonschema.Draft4Validator(content).validate(without_renditions)
        assert item["altids"]["etag"].startswith(item["altids"]["itemid"] + "_")


def ap_items(answer: dict[str, Any]) -> list[dict[str, Any]]:
    data = answer["data"]
    return [data["item"]] if "item" in data else [row["item"] for row in data["items"]]


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_unreadable_sample_cannot_be_read(name: str) -> None:
    if name.endswith(".json"):
        with pytest.raises(json.JSONDecodeError):
            json.loads(read(name))
    elif not name.endswith(".xml"):
        assert b"\x02" in read(name) and b"\x03" not in read(name), "the text begins and never ends"
    else:
        with pytest.raises(etree.XMLSyntaxError):
            etree.fromstring(read(name))


@pytest.mark.parametrize(
    "chain",
    [
        *("nitf/ferry-chain-", "newsml-g2/01-reservoir-", "ninjs/01-orchard-", "ap-media-api/01-kelp-", "rss-atom/01-quarry-"),
        *("anpa-1312/01-lantern-", "iptc-7901/01-barrels-"),
    ],
)
def test_each_format_has_a_story_from_first_version_to_kill(chain: str) -> None:
    folder, _, start = chain.partition("/")
    states = [name.removeprefix(chain).rpartition(".")[0] for name in samples(folder) if name.startswith(f"{folder}/{start}")]
    assert states == ["1-first", "2-writethru", "2b-writethru", "3-correction", "4-kill"]


def test_sample_sent_again_has_the_same_bytes() -> None:
    assert read("nitf/30-tramway-1-second-version.xml") == read("nitf/30-tramway-3-sent-again.xml")


def test_sample_that_says_latin_1_is_utf_8() -> None:
    data = read("nitf/70-latin1-declared-utf8-bytes.xml")
    assert b'encoding="ISO-8859-1"' in data
    assert "Núria Peñaranda" in data.decode("utf-8")


def test_readme_lists_every_sample_and_no_other() -> None:
    listed, folder = set(), ""
    for line in (SAMPLES / "README.md").read_text(encoding="utf-8").splitlines():
        heading = re.match(r"## (\S+)/", line)
        folder = heading[1] if heading else folder
        row = re.match(r"\| `([^`]+)` \|", line)
        if row:
            listed.add(f"{folder}/{row[1]}")
    assert listed == {f"{path.parent.name}/{path.name}" for path in SAMPLES.glob("*/*")}


def test_samples_name_only_reserved_hosts_and_numbers() -> None:
    """Nothing in a sample may ring or reach anybody."""
    namespaces = ("purl.org", "search.yahoo.com", "wordpress.org", "jsonfeed.org")
    ours = (".example", "example.org", "iptc.org", "w3.org", "ap.org", *namespaces)
    for path in SAMPLES.glob("*/*"):
        text = path.read_bytes().decode("latin-1")
        for host in re.findall(r"https?://([\w.-]+)", text):
            assert host.endswith(ours), (path.name, host)
        for number in re.findall(r"\+\d[\d ]{7,}", text):
            assert number.startswith("+44 20 7946 0"), (path.name, number)
