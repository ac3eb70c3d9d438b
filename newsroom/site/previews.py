"""A story shown before it is published, to whoever has the link, for three days."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from articles import editions
from articles.models import Article, Edition, Photo, Revision
from articles.pages import page_of, photo_ids

SALT = "newsroom.preview"
GOOD_FOR = timedelta(days=3)


def preview_token(article: Article) -> str:
    """The secret in a preview's address; it shows the newest revision and ends by itself."""
    return signing.dumps({"article": str(article.uid)}, salt=SALT, compress=True)


def article_of(token: str) -> Article | None:
    """The story a token was made for; None if it is forged. Raises SignatureExpired when its time is over."""
    try:
        said = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.SignatureExpired:
        raise
    except signing.BadSignature:
        return None
    return Article.objects.select_related("section", "agency__logo").filter(uid=said["article"]).first()


def unpublished_edition(article: Article, revision: Revision, media: str) -> Edition:
    """What would be published now, as an edition that is not saved; its photos come from addresses below `media`."""
    content = revision.content
    page = page_of(content)
    page["exempt"] = sorted(article.exemptions.values_list("disclaimer_id", flat=True))
    edition = Edition(
        article=article, revision=revision, number=0, path=f"/{timezone.localdate():%Y/%m/%d}/{article.slug or 'preview'}/",
        headline=content["headline"], standfirst=content["standfirst"], kind=content["kind"], language=content["language"],
        section_id=content["section_id"], agency_id=content["agency_id"],
        is_reviewed=editions.is_reviewed(article, revision), is_edited=editions.is_edited(article, revision),
        first_published_at=article.first_published_at or timezone.now(), updated_at=article.updated_at,
        live_from=timezone.now(), page=_rehoused(page, media),
    )  # fmt: skip
    withdrawn = Photo.objects.withdrawn().filter(pk__in=photo_ids(content)).values_list("pk", flat=True)
    edition.withdrawn_photos = ",".join(map(str, withdrawn))  # type: ignore[attr-defined]
    return edition


def _rehoused(value: Any, media: str) -> Any:
    """The page with every photo address below the preview's own."""
    if isinstance(value, dict):
        return {key: _rehoused(part, media) if key != "html" else part for key, part in value.items()}
    if isinstance(value, list):
        return [_rehoused(part, media) for part in value]
    if isinstance(value, str) and value.startswith("/media/"):
        return value.replace("/media/", media)
    return deepcopy(value)
