"""The desk's screens for stories, pictures and standing matter."""

from articles.admin.agencies import AgencyAdmin, DisclaimerAdmin
from articles.admin.articles import ArticleAdmin
from articles.admin.base import DeskAdmin, ReadOnlyAdmin
from articles.admin.front import FrontSlotAdmin, HoldAdmin
from articles.admin.pictures import PhotoAdmin
from articles.admin.standing import PersonAdmin, PolicyPageAdmin, PublicationAdmin, SectionAdmin, TopicAdmin

__all__ = [
    "AgencyAdmin",
    "ArticleAdmin",
    "DeskAdmin",
    "DisclaimerAdmin",
    "FrontSlotAdmin",
    "HoldAdmin",
    "PersonAdmin",
    "PhotoAdmin",
    "PolicyPageAdmin",
    "PublicationAdmin",
    "ReadOnlyAdmin",
    "SectionAdmin",
    "TopicAdmin",
]
