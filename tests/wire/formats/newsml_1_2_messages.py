"""Small NewsML 1.2 messages in our own words, valid by default; a test spells out only its point."""

from __future__ import annotations

from xml.sax.saxutils import escape

from tests.wire.formats.messages import LEAD, SECOND

NITF = f"<nitf><body><body.content><p>{LEAD}</p><p>{SECOND}</p></body.content></body></nitf>"


def make_content(data: str = NITF, *, role: str = "", media: str = "Text", more: str = "") -> str:
    """A component with one text in it."""
    said = f'<Role FormalName="{role}"/>' if role else ""
    return (
        f'<NewsComponent>{said}<ContentItem><MediaType FormalName="{media}"/>'
        f"<DataContent>{data}</DataContent>{more}</ContentItem></NewsComponent>"
    )


def make_file(href: str, *, role: str = "", media: str = "Photo", width: int = 0) -> str:
    said = f'<Role FormalName="{role}"/>' if role else ""
    size = f'<Characteristics><Property FormalName="Width" Value="{width}"/></Characteristics>' if width else ""
    return (
        f'<NewsComponent>{said}<ContentItem Href="{href}"><MediaType FormalName="{media}"/>{size}</ContentItem></NewsComponent>'
    )


def make_item(
    *,
    own: str = "OSK-1",
    day: str = "20251013",
    revision: str = '<RevisionId PreviousRevision="0" Update="N">1</RevisionId>',
    public: str | None = "urn:newsml:northline.example:20251013:OSK-1:1",
    status: str | None = "Usable",
    management: str = "",
    headline: str = "Bricks close harbour",
    lines: str = "",
    provider: str = '<Provider><Party FormalName="Northline"/></Provider>',
    metadata: str = '<DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>',
    contents: str | None = None,
    component: str | None = None,
) -> str:
    if component is None:
        component = (
            f"<NewsComponent><NewsLines><HeadLine>{escape(headline)}</HeadLine>{lines}</NewsLines>"
            f"<AdministrativeMetadata>{provider}</AdministrativeMetadata>{metadata}"
            f"{make_content() if contents is None else contents}</NewsComponent>"
        )
    said = f"<PublicIdentifier>{public}</PublicIdentifier>" if public is not None else ""
    state = f'<Status FormalName="{status}"/>' if status is not None else ""
    return f"""<NewsItem><Identification><NewsIdentifier><ProviderId>northline.example</ProviderId><DateId>{day}</DateId>
<NewsItemId>{own}</NewsItemId>{revision}{said}</NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20251013T101500Z</FirstCreated>
<ThisRevisionCreated>20251013T121500+0200</ThisRevisionCreated>{state}{management}</NewsManagement>{component}</NewsItem>"""


def make_newsml(*items: str, envelope: str = "", prolog: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    inside = "".join(items or (make_item(),))
    return f'{prolog}<NewsML Version="1.2"><NewsEnvelope>{envelope}</NewsEnvelope>{inside}</NewsML>'.encode()
