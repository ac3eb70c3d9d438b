"""The desk's log-in: whoever guesses at passwords is soon made to wait, whether or not the account exists."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError

from newsroom.base import throttle

WINDOW = timedelta(minutes=15)
PER_ACCOUNT, PER_ADDRESS = 10, 100  # from one address: at one account, at all of them together


class DeskLoginForm(AdminAuthenticationForm):
    """Failures count, good log-ins don't; a colleague elsewhere is not locked out by somebody's guesses."""

    def clean(self) -> dict[str, Any]:
        address = throttle.client_address(self.request) if self.request else "unknown"
        name = str(self.cleaned_data.get("username", "")).casefold()
        counted = ((("log-in", address, name), PER_ACCOUNT), (("log-in", address), PER_ADDRESS))
        # Counted before the password is looked at, so that many guesses at once are counted too.
        wait = max(throttle.seconds_to_wait(*key, limit=limit, window=WINDOW) for key, limit in counted)
        if wait:
            minutes = -(-wait // 60)
            raise ValidationError(
                f"Too many tries. Wait {minutes} minute{'s' if minutes > 1 else ''}, then try again.", code="too_many_tries"
            )
        cleaned: dict[str, Any] = super().clean()
        for key, _ in counted:
            throttle.take_back(*key, window=WINDOW)
        return cleaned
