"""What came by wire, and what we made of it: messages as received, items in versions, pickups; feeds and their policies."""

from wire.models.feed import Feed, Polling, SeenFile
from wire.models.item import Item, ItemQuerySet, Version
from wire.models.message import Message, MessageQuerySet
from wire.models.named_order import NamedOrder, NamedOrderQuerySet
from wire.models.pickup import Pickup, PickupQuerySet
from wire.models.policy import ChangePolicy
from wire.models.wire_file import WireFile

__all__ = [
    "ChangePolicy",
    "Feed",
    "Item",
    "ItemQuerySet",
    "Message",
    "MessageQuerySet",
    "NamedOrder",
    "NamedOrderQuerySet",
    "Pickup",
    "PickupQuerySet",
    "Polling",
    "SeenFile",
    "Version",
    "WireFile",
]
