"""How the newsroom answers: tickets with their events, notices, proposals that wait for a second person, canned replies."""

from corrections.models.notice import Notice, NoticeQuerySet
from corrections.models.proposal import NoticeProposal, NoticeProposalQuerySet
from corrections.models.reply import Reply, Republisher
from corrections.models.stray_mail import StrayMail, StrayMailQuerySet
from corrections.models.ticket import Ticket, TicketEvent, TicketQuerySet

__all__ = [
    "Notice",
    "NoticeProposal",
    "NoticeProposalQuerySet",
    "NoticeQuerySet",
    "Reply",
    "Republisher",
    "StrayMail",
    "StrayMailQuerySet",
    "Ticket",
    "TicketEvent",
    "TicketQuerySet",
]
