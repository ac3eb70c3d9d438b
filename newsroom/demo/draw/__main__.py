"""Draw the demo newsroom's pictures: all of them, or those named."""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from . import catalog
from .film import save

ROOT = Path(__file__).resolve().parents[3]


def draw(slug: str, folder: Path) -> tuple[str, int, float]:
    start = time.perf_counter()
    job = catalog.JOBS[slug]
    size = save(job(), folder / f"{slug}.jpg", xmp=catalog.rights(slug))
    return slug, size, time.perf_counter() - start


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m newsroom.demo.draw", description=__doc__)
    parser.add_argument("slugs", nargs="*", help="only these pictures")
    parser.add_argument("--out", type=Path, default=ROOT / "fixtures" / "photos", help="folder to write to")
    parser.add_argument("--jobs", type=int, default=2, help="pictures drawn at once")
    options = parser.parse_args(argv)
    unknown = [s for s in options.slugs if s not in catalog.JOBS]
    if unknown:
        print(f"No picture is called {', '.join(unknown)}. There are: {', '.join(catalog.JOBS)}.", file=sys.stderr)
        return 2
    slugs = options.slugs or list(catalog.JOBS)
    total = 0
    with ProcessPoolExecutor(max_workers=min(options.jobs, len(slugs))) as pool:
        for slug, size, seconds in pool.map(draw, slugs, [options.out] * len(slugs)):
            total += size
            print(f"{slug:26} {size / 1000:6.0f} kB  {seconds:5.1f} s", flush=True)
    print(f"{len(slugs)} pictures, {total / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
