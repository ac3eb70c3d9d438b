"""Fuzz one parser until libFuzzer's options end it: `python -m tests.fuzz.parser FORMAT [libFuzzer's options]`."""

from __future__ import annotations

import os
import sys
import warnings

import atheris
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
warnings.simplefilter("ignore")
with atheris.instrument_imports(include=["wire.formats", "tests.wire.formats.promises"], enable_loader_override=False):
    django.setup()
    import wire.formats
    from tests.wire.formats.promises import parses_or_refuses
    from wire import stored
    from wire.formats import UnreadableMessage


def main() -> None:
    """Every input is parsed as the format named and kept as intake keeps it."""
    format = sys.argv.pop(1)

    def one(data: bytes) -> None:
        parses_or_refuses(data, format)
        try:
            items = wire.formats.parse(data, format)
        except UnreadableMessage:
            return
        for item in items[:5]:
            document = stored.as_document(stored.sanitised(item))
            assert "<script" not in document["body_html"].casefold()
            assert stored.as_document(stored.from_document(document)) == document, "it was not read back as it was kept"

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
