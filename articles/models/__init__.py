"""What is published: stories, people, agencies, disclaimers, photos."""

from articles.models.agency import Agency, AgencyVersion, Disclaimer, DisclaimerVersion
from articles.models.article import Article, Byline, DisclaimerExemption, FrontSlot
from articles.models.edition import Address, Edition, Hold, Revision
from articles.models.photo import Photo
from articles.models.publication import Person, PolicyPage, Publication, Section, Topic

__all__ = [
    "Address",
    "Agency",
    "AgencyVersion",
    "Article",
    "Byline",
    "Disclaimer",
    "DisclaimerExemption",
    "DisclaimerVersion",
    "Edition",
    "FrontSlot",
    "Hold",
    "Person",
    "Photo",
    "PolicyPage",
    "Publication",
    "Revision",
    "Section",
    "Topic",
]
