"""A plate for a name: type, rule and paper. A real agency's logo is never drawn."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SERIF = ("NotoSerifDisplay-Bold.ttf", "NotoSerif-Bold.ttf", "DejaVuSerif-Bold.ttf")
SERIF_ITALIC = ("NotoSerif-BoldItalic.ttf", "DejaVuSerif-BoldItalic.ttf")
SERIF_PLAIN = ("NotoSerif-Regular.ttf", "DejaVuSerif.ttf")
SANS = ("NotoSans-Bold.ttf", "DejaVuSans-Bold.ttf")
SANS_PLAIN = ("NotoSans-Regular.ttf", "DejaVuSans.ttf")
FOLDERS = ("/usr/share/fonts/truetype/noto", "/usr/share/fonts/truetype/dejavu")


def face(names: tuple, size: float) -> ImageFont.FreeTypeFont:
    for name in names:
        for folder in FOLDERS:
            path = Path(folder, name)
            if path.exists():
                return ImageFont.truetype(str(path), size)
    return ImageFont.load_default(size)


def line(draw: ImageDraw.ImageDraw, y: float, text: str, font, ink: str, spacing: float = 0, width: int = 1600):
    """Centre a line on y, letter-spaced by `spacing` pixels."""
    total = sum(font.getlength(c) + spacing for c in text) - spacing if spacing else font.getlength(text)
    x = (width - total) / 2
    if not spacing:
        draw.text((x, y), text, font=font, fill=ink, anchor="lm")
        return
    for c in text:
        draw.text((x, y), c, font=font, fill=ink, anchor="lm")
        x += font.getlength(c) + spacing


def fitted(names: tuple, text: str, width: float, most: float, spacing: float = 0):
    size = most
    while size > 20:
        font = face(names, size)
        if font.getlength(text) + spacing * (len(text) - 1) <= width:
            return font
        size -= 2
    return face(names, size)


def plate(lines: list, paper: str, ink: str, rule: str, style: str):
    """Draw at twice the size, then halve it. lines: (text, faces, size, spacing, y)."""

    def job() -> Image.Image:
        im = Image.new("RGB", (1600, 800), paper)
        d = ImageDraw.Draw(im)
        if style == "double":
            for y in (150, 166, 634, 650):
                d.rectangle((200, y, 1400, y + 4), fill=rule)
        elif style == "bar":
            d.rectangle((0, 0, 1600, 26), fill=rule)
        elif style == "side":
            d.rectangle((120, 200, 134, 600), fill=rule)
        elif style == "under":
            d.rectangle((600, 560, 1000, 568), fill=rule)
        elif style == "frame":
            d.rectangle((60, 60, 1540, 740), outline=rule, width=4)
            d.rectangle((76, 76, 1524, 724), outline=rule, width=2)
        for text, faces, size, spacing, y in lines:
            line(d, y, text, fitted(faces, text, 1240, size, spacing), ink, spacing)
        return im.resize((800, 400), Image.Resampling.LANCZOS)

    return job


PLATES = {
    "plate-ap": plate(
        [("The Associated", SERIF, 170, 0, 320), ("Press", SERIF, 170, 0, 490)], "#faf9f6", "#16181c", "#16181c", "bar"
    ),
    "plate-reuters": plate([("Reuters", SERIF, 220, 0, 400)], "#f6f4ee", "#1d2126", "#1d2126", "double"),
    "plate-afp": plate(
        [("Agence", SANS_PLAIN, 130, 6, 290), ("France-Presse", SANS_PLAIN, 130, 6, 450)],
        "#f4f5f6",
        "#20252c",
        "#20252c",
        "under",
    ),
    "plate-northline": plate(
        [("NORTHLINE", SANS, 150, 22, 370), ("News Agency", SANS_PLAIN, 64, 12, 510)], "#12303f", "#f3efe4", "#d99a3d", "bar"
    ),
    "plate-meridian": plate(
        [("Meridian", SERIF_ITALIC, 210, 0, 350), ("PRESS", SANS_PLAIN, 66, 60, 530)], "#f7f1e6", "#6a1f2b", "#6a1f2b", "frame"
    ),
    "wordmark-harbor-ledger": plate(
        [("The Harbor Ledger", SERIF, 210, 0, 370), ("HARROW SOUND", SANS_PLAIN, 52, 34, 530)],
        "#fbfaf6",
        "#14181d",
        "#14181d",
        "double",
    ),
}
