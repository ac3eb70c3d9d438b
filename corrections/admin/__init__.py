"""The desk's screens for readers' reports and public notices."""

from corrections.admin.notices import NoticeAdmin
from corrections.admin.queue import TicketAdmin

__all__ = ["NoticeAdmin", "TicketAdmin"]
