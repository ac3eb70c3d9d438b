"""A picture that travels takes its creator, credit and copyright with it (IPTC Photo Metadata, as XMP)."""

from xml.sax.saxutils import escape

COPYRIGHT = {
    "The Harbor Ledger": "Copyright The Harbor Ledger",
    "Northline": "Copyright Northline News Agency",
    "Meridian": "Copyright Meridian Press",
}


def packet(photo: dict) -> bytes:
    """The XMP packet for one entry of photos.toml."""
    credit = photo["credit"]
    parts = credit.split("/")
    creator = next((p for p in parts if p not in COPYRIGHT), photo["source"])
    owner = next((p for p in parts if p in COPYRIGHT), photo["source"])
    text = {
        "creator": creator,
        "credit": credit,
        "source": photo["source"],
        "rights": COPYRIGHT.get(owner, f"Copyright {owner}"),
        "caption": photo["caption"],
        "alt": photo["alt"],
    }
    text = {k: escape(v) for k, v in text.items()}
    lang = '<rdf:li xml:lang="x-default">'
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
        f"<dc:creator><rdf:Seq><rdf:li>{text['creator']}</rdf:li></rdf:Seq></dc:creator>"
        f"<dc:description><rdf:Alt>{lang}{text['caption']}</rdf:li></rdf:Alt></dc:description>"
        f"<dc:rights><rdf:Alt>{lang}{text['rights']}</rdf:li></rdf:Alt></dc:rights>"
        f"<photoshop:Credit>{text['credit']}</photoshop:Credit><photoshop:Source>{text['source']}</photoshop:Source>"
        f"<Iptc4xmpCore:AltTextAccessibility><rdf:Alt>{lang}{text['alt']}</rdf:li></rdf:Alt>"
        "</Iptc4xmpCore:AltTextAccessibility>"
        "<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
        "</Iptc4xmpExt:DigitalSourceType>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()
