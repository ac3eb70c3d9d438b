"""The desk's screens for readers' reports and public notices."""

from corrections.admin.notices import NoticeAdmin
from corrections.admin.proposals import NoticeProposalAdmin
from corrections.admin.queue import TicketAdmin
from corrections.admin.standing import ReplyAdmin, RepublisherAdmin
from corrections.admin.stray_mails import StrayMailAdmin

__all__ = ["NoticeAdmin", "NoticeProposalAdmin", "ReplyAdmin", "RepublisherAdmin", "StrayMailAdmin", "TicketAdmin"]
