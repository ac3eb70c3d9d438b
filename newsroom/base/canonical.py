"""The one way the record writes and hashes what it keeps."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical_text(value: Any) -> str:
    """JSON with sorted keys, no spaces, UTF-8 as it is."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content_hash(value: Any) -> str:
    """SHA-256 (hex) of JSON data in its canonical form."""
    return hashlib.sha256(canonical_text(value).encode()).hexdigest()


def link_hash(previous: str, canonical: str) -> str:
    """SHA-256 (hex) of the entry before and the canonical text of this one."""
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()
