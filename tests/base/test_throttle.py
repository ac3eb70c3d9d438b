"""Rate limits count in the database, keep no address, and believe only proxies they were told of."""

from datetime import timedelta

import pytest

from newsroom.base import throttle
from newsroom.base.models import Tally
from tests.factories import NOON

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_the_attempt_after_the_last_allowed_one_waits_for_the_window_to_end():
    waits = [throttle.seconds_to_wait("report", "198.51.100.7", limit=2, window=HOUR, at=NOON + n * timedelta(minutes=1))
             for n in range(3)]  # fmt: skip
    assert waits == [0, 0, 58 * 60]


@pytest.mark.django_db
def test_a_new_window_starts_afresh_and_another_address_has_its_own_count():
    for _ in range(3):
        throttle.seconds_to_wait("report", "198.51.100.7", limit=2, window=HOUR, at=NOON)
    assert throttle.seconds_to_wait("report", "198.51.100.7", limit=2, window=HOUR, at=NOON + HOUR) == 0
    assert throttle.seconds_to_wait("report", "198.51.100.8", limit=2, window=HOUR, at=NOON) == 0


@pytest.mark.django_db
def test_no_address_is_kept():
    throttle.seconds_to_wait("report", "198.51.100.7", limit=2, window=HOUR, at=NOON)
    assert "198.51.100.7" not in Tally.objects.get().key


def address(rf, settings, *, peer: str, forwarded: str = "", proxies: tuple[str, ...] = ()) -> str:
    settings.TRUSTED_PROXIES = list(proxies)
    return throttle.client_address(rf.get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded))


def test_a_strangers_forwarded_header_is_not_believed(rf, settings):
    assert address(rf, settings, peer="203.0.113.9", forwarded="1.2.3.4") == "203.0.113.9"


def test_a_trusted_proxy_names_the_reader(rf, settings):
    assert address(rf, settings, peer="10.0.0.2", forwarded="1.2.3.4", proxies=("10.0.0.0/8",)) == "1.2.3.4"


def test_only_the_hop_before_our_own_proxies_counts(rf, settings):
    found = address(rf, settings, peer="10.0.0.2", forwarded="6.6.6.6, 203.0.113.9, 10.0.0.3", proxies=("10.0.0.0/8",))
    assert found == "203.0.113.9"


def test_ipv6_readers_are_told_apart_by_their_network(rf, settings):
    assert address(rf, settings, peer="2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::"
    assert address(rf, settings, peer="::ffff:203.0.113.9") == "203.0.113.9"


@pytest.mark.parametrize("nonsense", ["", "unknown", "<script>"])
def test_what_is_no_address_is_counted_together(rf, settings, nonsense):
    assert address(rf, settings, peer="10.0.0.2", forwarded=nonsense, proxies=("10.0.0.0/8",)) in ("unknown", "10.0.0.2")
