"""The style sheets keep their promises: contrast, faces of our own, nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "newsroom" / "static" / "newsroom"
SHEETS = sorted(FOLDER.glob("site*.css"))
TEXT = 7.0
SIGNS = 3.0
PAIRS = [
    ("ink", "paper", TEXT), ("ink", "tint", TEXT), ("ink", "signal-tint", TEXT), ("ink", "mark", TEXT),
    ("ink-soft", "paper", TEXT), ("ink-soft", "tint", TEXT), ("ink-soft", "signal-tint", TEXT),
    ("accent", "paper", TEXT), ("accent", "tint", TEXT), ("on-accent", "accent", TEXT),
    ("signal", "paper", TEXT), ("signal", "signal-tint", TEXT), ("rule", "paper", SIGNS),
]  # fmt: skip


def themes():
    """The colours of the light and of the dark theme."""
    css = (FOLDER / "site.css").read_text()
    found = [dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", block)) for block in re.findall(r":root \{(.*?)\}", css, re.S)]
    light = found[0]
    dark = {**light, **next(colours for colours in found[1:] if "paper" in colours)}
    return {"light": light, "dark": dark}


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_every_pair_of_colours_can_be_read(theme, front, back, least):
    colours = themes()[theme]
    assert contrast(colours[front], colours[back]) >= least


def test_colours_stand_in_custom_properties_only():
    for sheet in SHEETS:
        css = re.sub(r":root \{.*?\}", "", sheet.read_text(), flags=re.S)
        assert not [colour for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b", css) if colour != "#000"], sheet.name


def test_nothing_is_fetched_from_elsewhere_and_every_face_is_here():
    for sheet in SHEETS:
        for address in re.findall(r"url\(\"?(.*?)\"?\)", sheet.read_text()):
            assert (FOLDER / address).is_file(), address


def test_faces_are_small_and_come_with_their_licence():
    fonts = list((FOLDER / "fonts").glob("*.woff2"))
    assert fonts and sum(font.stat().st_size for font in fonts) < 300_000
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "fonts" / "OFL.txt").read_text()
