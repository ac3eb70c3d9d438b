"""From a stage to a print: drawn larger than printed, focused, shrunk, developed."""

import numpy as np
from PIL import Image

from .camera import Camera
from .film import bloom, develop, focus, shrink
from .noise import F
from .scene import Stage

WIDE = (1800, 1200)
TALL = (1200, 1500)
OVER = 1.3


def camera(size=WIDE, over: float = OVER, **kw) -> Camera:
    return Camera(int(size[0] * over), int(size[1] * over), **kw)


def finish(
    img: np.ndarray, size=WIDE, *, depth=None, sharp=None, lens=0.0, most=14, glow=0.12, threshold=1.0, **film
) -> Image.Image:
    """Shrink to print size, blur by depth, let lights bloom, develop."""
    w, h = size
    out = shrink(img, h, w)
    if lens and depth is not None:
        d = shrink(np.repeat(np.minimum(depth, 1e5)[..., None], 3, -1), h, w)[..., 0]
        out = focus(out, d, sharp, lens, most)
    if glow:
        out = bloom(out, glow, threshold)
    return develop(out, **film)


def shafts(stage: Stage, cam: Camera, colour, density: float, far: float, steps: int = 40) -> np.ndarray:
    """Sunlight made visible by the air it passes: what each view ray gathers between the shadows."""
    small = Camera(cam.width // 4, cam.height // 4, cam.at, cam.yaw, cam.focal, cam.horizon)
    o, d = small.rays()
    ys = (np.arange(small.height) * cam.height / small.height).astype(int)
    xs = (np.arange(small.width) * cam.width / small.width).astype(int)
    t_end = np.minimum(stage.last.t[np.ix_(ys, xs)], far)
    rng = np.random.default_rng(4)
    jitter = rng.random(t_end.shape).astype(F)
    total = np.zeros(t_end.shape, dtype=F)
    for i in range(steps):
        t = t_end * (i + jitter) / steps
        p = o + t[..., None] * d
        total += stage.last_sun.lit(stage.last_depth, p, 0.05, 0) * t_end / steps
    total = np.asarray(Image.fromarray(total * density).resize((cam.width, cam.height), Image.Resampling.BICUBIC))
    return np.maximum(total, 0)[..., None] * np.asarray(colour, dtype=F)
