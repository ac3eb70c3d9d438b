"""Rate limits that hold across processes: counted in the database, under an HMAC instead of an address."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from newsroom.base.models import Tally


def keyed(*parts: object) -> str:
    """A keyed digest (64 hex digits) of what must be recognised again but not kept."""
    text = "\x1f".join(str(part) for part in parts)
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def seconds_to_wait(name: str, *parts: object, limit: int, window: timedelta, at: datetime | None = None) -> int:
    """Count one more attempt; 0 if it is within the limit, else the seconds until the window ends."""
    at = at or timezone.now()
    key, opened = keyed(name, *parts), _opened(window, at)
    with transaction.atomic():
        Tally.objects.get_or_create(key=key, window_start=opened)
        Tally.objects.filter(key=key, window_start=opened).update(count=F("count") + 1)
        count = Tally.objects.values_list("count", flat=True).get(key=key, window_start=opened)
    return 0 if count <= limit else int((opened + window - at).total_seconds()) or 1


def _opened(window: timedelta, at: datetime) -> datetime:
    length = int(window.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // length * length, UTC)


def take_back(name: str, *parts: object, window: timedelta, at: datetime | None = None) -> None:
    """The attempt just counted turned out to be a good one: it doesn't count."""
    opened = _opened(window, at or timezone.now())
    Tally.objects.filter(key=keyed(name, *parts), window_start=opened, count__gt=0).update(count=F("count") - 1)


def forget_old(*, before: datetime) -> int:
    """Drop the counts of windows that opened before a time; returns how many."""
    return Tally.objects.filter(window_start__lt=before).delete()[0]


def client_address(request: HttpRequest) -> str:
    """The reader's address: the peer's own, or what a trusted proxy says; IPv6 is cut to its /64.

    Only proxies named in TRUSTED_PROXIES are believed, from the right of X-Forwarded-For leftwards.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if _is_trusted(address):
        for hop in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
            if hop.strip():
                address = hop.strip()
            if not _is_trusted(address):
                break
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return str(parsed)


def _is_trusted(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in ipaddress.ip_network(network, strict=False) for network in settings.TRUSTED_PROXIES)
