"""Photos: checked on arrival, described for pages, and cut into renditions outside any transaction."""

from __future__ import annotations

import hashlib
import io
import logging
import os
import re
import tempfile
import warnings
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone
from lxml import etree
from PIL import Image, ImageOps, IptcImagePlugin, UnidentifiedImageError
from PIL.ImageFile import ImageFile

from articles.models import Agency, Photo
from newsroom.base import record
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from newsroom.base.actors import Actor

logger = logging.getLogger(__name__)

WIDTHS = (320, 640, 960, 1280, 1920)
SHARE_SIZE = (1200, 630)
FORMATS = {"jpg": ("JPEG", "image/jpeg"), "webp": ("WEBP", "image/webp")}
ACCEPTED = {"JPEG", "PNG", "WEBP", "TIFF", "MPO"}
RENDITION = re.compile(r"(?P<name>w\d{2,4}|share)\.(?P<extension>jpg|webp)")
HASH_IN_ADDRESS = 32

# IPTC Photo Metadata: IIM dataset, and the XMP property that says the same (XMP wins: IIM cuts a credit at 32 bytes).
IIM = {"caption": (2, 120), "creator": (2, 80), "credit": (2, 110), "source": (2, 115), "copyright": (2, 116),
       "headline": (2, 105), "instructions": (2, 40)}  # fmt: skip
XMP_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
XMP = {"caption": "dc:description", "creator": "dc:creator", "credit": "photoshop:Credit", "source": "photoshop:Source",
       "copyright": "dc:rights", "headline": "photoshop:Headline", "instructions": "photoshop:Instructions",
       "usage_terms": "xmpRights:UsageTerms", "alt": "Iptc4xmpCore:AltTextAccessibility"}  # fmt: skip


@dataclass(frozen=True)
class Inspected:
    """What an original file turned out to be."""

    hash: str
    format: str
    width: int
    height: int
    metadata: dict[str, str]


def inspect(data: bytes) -> Inspected:
    """Check an uploaded photo and read what its IPTC and XMP say.

    Refused in an editor's words: too many bytes, not a picture, a kind we don't take, too many pixels, damaged.
    The size is read from the header, before any pixel is decoded.
    """
    if not data:
        raise Refused("The file is empty.")
    refuse_too_large(len(data))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
    except Image.DecompressionBombError as error:
        raise Refused("The picture has too many pixels.") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Refused("This is not a picture we can read. JPEG, PNG, WebP and TIFF work.") from error
    with image:
        if image.format not in ACCEPTED:
            raise Refused(f"{image.format} pictures are not taken. JPEG, PNG, WebP and TIFF work.")
        if image.width * image.height > settings.PHOTO_MAX_PIXELS:
            raise Refused(f"The picture is {image.width:,} × {image.height:,} pixels: too large.")
        metadata = {**_iim(image), **_xmp(image.info.get("xmp", b""))}
        try:
            image.draft("RGB", (640, 640))
            image.load()
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise Refused("The picture is damaged.") from error
        turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    with Image.open(io.BytesIO(data)) as image:
        width, height = (image.height, image.width) if turned else image.size
        kind = str(image.format)
    return Inspected(hashlib.sha256(data).hexdigest(), kind, width, height, metadata)


def refuse_too_large(size: int) -> None:
    """A file of more bytes than we take is refused, before it is read where its size is known."""
    if size > settings.PHOTO_MAX_BYTES:
        raise Refused(f"The file is larger than {settings.PHOTO_MAX_BYTES // 1_000_000} MB.")


def take_in(data: bytes, *, name: str, stored_as: str = "", inspected: Inspected | None = None, **fields: Any) -> Photo:
    """Keep an original and make its photo record (not its renditions); the same file twice gives the same photo.

    What the file's metadata says fills caption, credit, source, copyright and terms that are not given. With
    `stored_as` the original is not written again: it lies under that name already. Pass what `inspect()` found if a
    transaction is open: looking at a large picture takes time.
    """
    inspected = inspected or inspect(data)
    known = Photo.objects.filter(hash=inspected.hash).first()
    if known:
        return known
    photo = Photo(hash=inspected.hash, width=inspected.width, height=inspected.height, metadata=inspected.metadata, **fields)
    fill_from_metadata(photo, inspected.metadata)
    photo.title = photo.title or inspected.metadata.get("headline", "")[:160] or Path(name).stem[:160]
    if stored_as:
        photo.original.name = stored_as
    else:
        extension = {"JPEG": "jpg", "MPO": "jpg"}.get(inspected.format, inspected.format.lower())
        photo.original.save(f"{inspected.hash[:HASH_IN_ADDRESS]}.{extension}", ContentFile(data), save=False)
    photo.renditions = planned_renditions(photo)
    photo.save()
    return photo


def fill_from_metadata(photo: Photo, metadata: dict[str, str]) -> None:
    """Empty fields of a photo are filled with what its file says of itself."""
    for name, key in {"caption": "caption", "credit": "credit", "source": "source", "copyright_notice": "copyright",
                      "usage_terms": "usage_terms", "alt": "alt"}.items():  # fmt: skip
        if not getattr(photo, name) and metadata.get(key):
            setattr(photo, name, metadata[key][: getattr(Photo._meta.get_field(name), "max_length", None)])
    if photo.agency_id is None and metadata.get("source"):
        photo.agency = Agency.objects.all().named(metadata["source"])


def planned_renditions(photo: Photo) -> list[dict[str, Any]]:
    """Which renditions a photo has: widths up to its own, and a share image, each as JPEG and WebP."""
    widths = [width for width in WIDTHS if width < photo.width] or [photo.width]
    if photo.width > widths[-1] and photo.width < WIDTHS[-1]:
        widths.append(photo.width)
    planned = [
        {"name": f"w{width}.{extension}", "width": width, "height": max(1, round(photo.height * width / photo.width)),
         "type": FORMATS[extension][1]}
        for width in widths
        for extension in FORMATS
    ]  # fmt: skip
    return [*planned, {"name": "share.jpg", "width": SHARE_SIZE[0], "height": SHARE_SIZE[1], "type": "image/jpeg"}]


def make_renditions(photo: Photo) -> int:
    """Make what is missing of a photo's renditions on disk; returns how many were made. Never call it in a transaction."""
    made = sum(1 for rendition in photo.renditions if rendition_file(photo, rendition["name"], made=True))
    Photo.objects.filter(pk=photo.pk).update(renditions_made_at=timezone.now())
    return made


def set_end(photo: Photo, *, by: Actor, at: datetime | None = None) -> None:
    """Tell the record until when a photo may be shown, as the desk or its licence has it."""
    ends = photo.expires_at.isoformat() if photo.expires_at else None
    record.write(f"photo:{photo.hash}", "licence ends", by=by, at=at, ends=ends)


def forget_share_image(photo: Photo) -> None:
    """The focal point moved: the share image is cut anew when it is next asked for."""
    rendition_path(photo, "share.jpg").unlink(missing_ok=True)


def rendition_path(photo: Photo, name: str) -> Path:
    """Where a rendition lies on disk."""
    return Path(settings.DATA_DIR) / "renditions" / photo.hash[:2] / photo.hash[:HASH_IN_ADDRESS] / name


def rendition_file(photo: Photo, name: str, *, made: bool = False) -> Path | None:
    """A rendition's file, made now if it is missing; with `made`, None when it was there already.

    None too where no such rendition is planned, or the original is missing or damaged (which is logged).
    """
    path = rendition_path(photo, name)
    if path.is_file():
        return None if made else path
    match = RENDITION.fullmatch(name)
    if match is None or all(name != rendition["name"] for rendition in photo.renditions):
        return None
    try:
        with photo.original.open("rb") as original, Image.open(original) as opened:
            image = _prepared(opened, photo, name, match["name"])
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        logger.error("The original of photo %s cannot be read: %s: %s", photo.pk, photo.original.name, error)
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        if match["extension"] == "webp":
            image.save(file, "WEBP", quality=78, method=4, xmp=public_xmp(photo))
        else:
            image.save(file, "JPEG", quality=82, optimize=True, progressive=True, xmp=public_xmp(photo))
    Path(temporary).chmod(0o644)
    Path(temporary).replace(path)  # whole or not at all, also when two workers make the same one
    return path


def photo_document(photo: Photo, *, caption: str = "") -> dict[str, Any]:
    """A photo as pages, feeds and the API show it: addresses, sizes, words."""
    base = f"/media/{photo.hash[:HASH_IN_ADDRESS]}/"
    by_type: dict[str, list[dict[str, Any]]] = {"jpg": [], "webp": []}
    for rendition in photo.renditions:
        name, _, extension = rendition["name"].partition(".")
        if name != "share":
            by_type[extension].append({"url": base + rendition["name"], "width": rendition["width"]})
    largest = by_type["jpg"][-1]
    middle = next((row for row in by_type["jpg"] if row["width"] >= 960), largest)
    return {
        "id": photo.pk,
        "alt": "" if photo.is_decorative else photo.alt,
        "caption": caption or photo.caption,
        "credit": photo.credit,
        "source": photo.source,
        "copyright_notice": photo.copyright_notice,
        "usage_terms": photo.usage_terms,
        "width": photo.width,
        "height": photo.height,
        "focal": [photo.focal_x, photo.focal_y],
        "src": middle["url"],
        "largest": largest["url"],
        "share": base + "share.jpg",
        "srcset": ", ".join(f"{row['url']} {row['width']}w" for row in by_type["jpg"]),
        "srcset_webp": ", ".join(f"{row['url']} {row['width']}w" for row in by_type["webp"]),
    }


def public_xmp(photo: Photo) -> bytes:
    """The XMP that goes out with a rendition: creator, credit, copyright and terms; no place, no contact details."""
    rdf = XMP_NAMESPACES["rdf"]
    root = etree.Element(f"{{{rdf}}}RDF", nsmap=XMP_NAMESPACES)
    description = etree.SubElement(root, f"{{{rdf}}}Description")
    for key, value in (("photoshop:Credit", photo.credit), ("photoshop:Source", photo.source)):
        if value:
            etree.SubElement(description, _qualified(key)).text = value
    for key, value in (("dc:rights", photo.copyright_notice), ("xmpRights:UsageTerms", photo.usage_terms)):
        if value:
            alternatives = etree.SubElement(etree.SubElement(description, _qualified(key)), f"{{{rdf}}}Alt")
            item = etree.SubElement(alternatives, f"{{{rdf}}}li")
            item.set("{http://www.w3.org/XML/1998/namespace}lang", "x-default")
            item.text = value
    return b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + etree.tostring(root, encoding="utf-8") + b"</x:xmpmeta>"


def _prepared(opened: Image.Image, photo: Photo, name: str, kind: str) -> Image.Image:
    size = next((row["width"], row["height"]) for row in photo.renditions if row["name"] == name)
    opened.draft("RGB", (size[0] * 2, size[1] * 2))
    image = ImageOps.exif_transpose(opened)
    if image.mode not in ("RGB", "L"):
        if "A" in image.mode or "transparency" in image.info:
            image = image.convert("RGBA")
            paper = Image.new("RGBA", image.size, "white")
            image = Image.alpha_composite(paper, image)
        image = image.convert("RGB")
    if kind == "share":
        return ImageOps.fit(image, size, Image.Resampling.LANCZOS, centering=(photo.focal_x, photo.focal_y))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)


def _iim(image: ImageFile) -> dict[str, str]:
    try:
        found = IptcImagePlugin.getiptcinfo(image) or {}
    except (SyntaxError, OSError, ValueError, IndexError, KeyError):
        return {}
    encoding = "utf-8" if found.get((1, 90)) == b"\x1b%G" else "latin-1"
    values = {}
    for name, dataset in IIM.items():
        raw = found.get(dataset)
        raw = raw[0] if isinstance(raw, list) and raw else raw
        if isinstance(raw, bytes) and raw.strip():
            values[name] = raw.decode(encoding, "replace").strip()
    return values


def _xmp(packet: bytes | str) -> dict[str, str]:
    if not packet:
        return {}
    data = packet.encode() if isinstance(packet, str) else packet
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data.strip(b"\x00 \n\r\t"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    values = {}
    for name, key in XMP.items():
        element = root.find(f".//{_qualified(key)}")
        text = " ".join("".join(str(part) for part in element.itertext()).split()) if element is not None else ""
        text = text or next((node.get(_qualified(key), "") for node in root.iter() if node.get(_qualified(key))), "")
        if text:
            values[name] = text
    return values


def _qualified(key: str) -> str:
    prefix, _, local = key.partition(":")
    return f"{{{XMP_NAMESPACES[prefix]}}}{local}"
