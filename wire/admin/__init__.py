"""The wire at the desk: what came in, orders in words, what changed since we took it, the quarantine, and the feeds."""

from wire.admin.feeds import FeedAdmin
from wire.admin.items import ItemAdmin
from wire.admin.orders import NamedOrderAdmin
from wire.admin.policies import ChangePolicyAdmin
from wire.admin.quarantine import MessageAdmin
from wire.admin.waiting import PickupAdmin

__all__ = ["ChangePolicyAdmin", "FeedAdmin", "ItemAdmin", "MessageAdmin", "NamedOrderAdmin", "PickupAdmin"]
