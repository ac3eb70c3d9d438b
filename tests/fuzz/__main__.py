"""Fuzz the wire parsers: `python -m tests.fuzz [FORMAT …] [--seconds N] [--seed N]`.

Begins with the sample files, keeps what it learns in var/fuzz/, and ends with 1 when an input crashed a parser. Move such
an input to tests/fuzz/crashes/FORMAT/ with a name that says what was wrong: the suite tries it from then on.
A long run is the same command with more time: `python -m tests.fuzz --seconds 3600`.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

from wire.formats import PARSERS

ROOT = Path(__file__).parents[2]
SLOWEST = 20  # seconds that one input may take
LARGEST = 20_000  # bytes of an input


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Fuzz the wire parsers.")
    arguments.add_argument("formats", nargs="*", metavar="FORMAT", help=f"{', '.join(PARSERS)}. Without: all.")
    arguments.add_argument("--seconds", type=int, default=60, help="For each format (60).")
    arguments.add_argument("--seed", type=int, default=0, help="The same number gives the same inputs; 0, others each time.")
    told = arguments.parse_args()
    if unknown := set(told.formats) - set(PARSERS):
        arguments.error(f"no parser for {', '.join(sorted(unknown))}")
    failed = [format for format in told.formats or PARSERS if not fuzz(format, seconds=told.seconds, seed=told.seed)]
    return 1 if failed else 0


def fuzz(format: str, *, seconds: int, seed: int = 0) -> bool:
    """Fuzz one parser for a time; False when an input crashed it. Says how many inputs were tried."""
    learned, crashed = ROOT / "var/fuzz" / format / "learned", ROOT / "var/fuzz" / format / "crashed"
    for folder in (learned, crashed):
        folder.mkdir(parents=True, exist_ok=True)
    seeds = [folder for folder in (ROOT / "fixtures/wire" / format, ROOT / "tests/fuzz/crashes" / format) if folder.is_dir()]
    options = (
        f"-max_total_time={seconds}", f"-seed={seed}", f"-timeout={SLOWEST}", f"-max_len={LARGEST}", "-rss_limit_mb=4096",
        f"-artifact_prefix={crashed}/",
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.parser", format, *options, str(learned), *map(str, seeds)],
        cwd=ROOT,
        env=os.environ | ({"PYTHONHASHSEED": str(seed)} if seed else {}),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    tried = re.findall(r"Done (\d+) runs|#(\d+)\s", done.stderr)
    count = max((int(number) for pair in tried for number in pair if number), default=0)
    if done.returncode == 0 and count:
        print(f"{format:<14} {count:>9,} inputs in {seconds} s, no crash")
        return True
    told = done.stdout[-3000:] + done.stderr[-3000:]
    print(f"{format:<14} FAILED after {count:,} inputs; the input lies in {crashed.relative_to(ROOT)}\n{told}")
    return False


if __name__ == "__main__":
    sys.exit(main())
