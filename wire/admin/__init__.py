"""The wire at the desk: what came in, what changed since we took it, what is in quarantine, and the feeds."""

from wire.admin.feeds import FeedAdmin
from wire.admin.items import ItemAdmin
from wire.admin.quarantine import MessageAdmin
from wire.admin.waiting import PickupAdmin

__all__ = ["FeedAdmin", "ItemAdmin", "MessageAdmin", "PickupAdmin"]
