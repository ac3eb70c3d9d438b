"""Land and open sea: height fields seen in perspective, and water that mirrors the sky in its waves."""

from collections.abc import Callable

import numpy as np

from .camera import FAR, Camera
from .noise import F, field, sample, step


def ground(cam: Camera, height: Callable, near: float = 2, far: float = 20000, steps: int = 900) -> np.ndarray:
    """Depth of each pixel's first meeting with height(x, z)."""
    t = np.geomspace(near, far, steps).astype(F)[:, None]
    vx = ((np.arange(cam.width) + 0.5 - cam.cx) / cam.f).astype(F)[None, :]
    px = F(cam.o[0]) + t * (vx * F(cam.c) + F(cam.s))
    pz = F(cam.o[2]) + t * (F(cam.c) - vx * F(cam.s))
    ys = cam.cy - cam.f * (height(px, pz) - F(cam.o[1])) / t
    run = np.minimum.accumulate(ys, axis=0)
    rows = np.arange(cam.height, dtype=np.float64) + 0.5
    out = np.full((cam.height, cam.width), FAR, dtype=F)
    tt = t[:, 0].astype(np.float64)
    for x in range(cam.width):
        col = np.interp(-rows, -run[:, x], tt, right=FAR)
        out[:, x] = col
    return out


def normals(height: Callable, p: np.ndarray, eps: np.ndarray) -> np.ndarray:
    """Which way the ground looks at the points p, judged over a distance eps."""
    h0 = height(p[..., 0], p[..., 2])
    hx = height(p[..., 0] + eps, p[..., 2])
    hz = height(p[..., 0], p[..., 2] + eps)
    n = np.stack([-(hx - h0) / eps, np.ones_like(h0), -(hz - h0) / eps], -1)
    return (n / np.linalg.norm(n, axis=-1, keepdims=True)).astype(F)


def shadow(height: Callable, p: np.ndarray, sun, reach: float, steps: int = 12) -> np.ndarray:
    """1 where the sun reaches the ground at p, 0 where other ground stands in its way."""
    s = np.asarray(sun, float) / np.linalg.norm(sun)
    lit = np.ones(p.shape[:-1], dtype=F)
    for d in np.geomspace(reach / 200, reach, steps):
        clear = p[..., 1] + s[1] * d - height(p[..., 0] + s[0] * d, p[..., 2] + s[2] * d)
        lit = np.minimum(lit, step(-d * 0.03, d * 0.02, clear))
    return lit


def haze(img: np.ndarray, t: np.ndarray, colour, density: float) -> np.ndarray:
    k = (1 - np.exp(-np.minimum(t, 1e6) * density)).astype(F)[..., None]
    return img * (1 - k) + np.asarray(colour, dtype=F) * k


def waves(p: np.ndarray, t: np.ndarray, seed: int, size: float, slope: float, across: float = 1.6) -> np.ndarray:
    """Normals of wind waves at the points p of a flat sea."""
    tex, fine = field(seed, 2.6, low=3), field(seed + 1, 1.6, low=4)
    u, v = p[..., 0] / (size * across * 12), p[..., 2] / (size * 12)
    e = F(0.004)
    n = np.zeros(p.shape, dtype=F)
    n[..., 1] = 1
    for s, k, tx in ((1, 1.0, tex), (3.7, 0.55, tex), (13, 0.3, fine)):
        a = sample(tx, u * s, v * s)
        gx = sample(tx, u * s + e, v * s) - a
        gz = sample(tx, u * s, v * s + e) - a
        fade = 1 / (1 + (t / (size * 260 / s)) ** 1.0)
        n[..., 0] -= gx / e * slope * k * 0.05 * fade
        n[..., 2] -= gz / e * slope * k * 0.05 * fade
    return n / np.linalg.norm(n, axis=-1, keepdims=True)


def water(
    cam: Camera,
    sky: Callable,
    *,
    level: float = 0.0,
    deep,
    seed: int = 5,
    size: float = 1.0,
    slope: float = 1.0,
    murk: float = 0.4,
) -> tuple[np.ndarray, np.ndarray]:
    """Light of an open water plane and its depth map (FAR above the horizon)."""
    o, d = cam.rays()
    t = (F(level) - o[1]) / np.where(d[..., 1] < -1e-6, d[..., 1], F(-1e-9))
    t = np.where(d[..., 1] < -1e-5, t, FAR).astype(F)
    hit = t < FAR
    img = np.zeros(d.shape, dtype=F)
    p, dd = (o + t[..., None] * d)[hit], d[hit]
    n = waves(p, t[hit], seed, size, slope)
    dd = dd / np.linalg.norm(dd, axis=-1, keepdims=True)
    cosv = np.clip(-(dd * n).sum(-1), 0.0, 1)
    r = dd - 2 * (dd * n).sum(-1, keepdims=True) * n
    r[..., 1] = np.abs(r[..., 1]) + 0.01
    r /= np.linalg.norm(r, axis=-1, keepdims=True)
    fres = 0.02 + 0.98 * (1 - cosv) ** 5
    fres = np.clip(fres * (1 - murk * 0.3), 0, 0.92)[..., None]
    img[hit] = sky(r) * fres + np.asarray(deep, dtype=F) * (1 - fres)
    return img, t
