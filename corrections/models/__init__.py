"""How the newsroom answers: tickets with their events, notices, proposals for a second person, canned replies, answer times."""

from corrections.models.answer_time import AnswerTime
from corrections.models.notice import Notice, NoticeQuerySet
from corrections.models.proposal import NoticeProposal, NoticeProposalQuerySet
from corrections.models.reply import Reply, Republisher
from corrections.models.stray_mail import StrayMail, StrayMailQuerySet
from corrections.models.ticket import Ticket, TicketEvent, TicketQuerySet

__all__ = [
    "AnswerTime",
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
