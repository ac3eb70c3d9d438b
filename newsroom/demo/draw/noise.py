"""Every irregular thing in a picture (cloud, wave, stain, stubble) comes from one kind of seeded, tileable noise."""

from functools import lru_cache

import numpy as np

F = np.float32


@lru_cache(maxsize=64)
def field(seed: int, beta: float = 2.0, size: int = 1024, low: int = 1) -> np.ndarray:
    """A tileable field between 0 and 1, mean 0.5; `beta` is the roughness (1 rough, 3 smooth), `low` cuts large shapes."""
    rng = np.random.default_rng(seed)
    fy = np.fft.fftfreq(size)[:, None] * size
    fx = np.fft.rfftfreq(size)[None, :] * size
    r = np.hypot(fy, fx)
    r[0, 0] = 1
    amp = r ** (-beta / 2 - 0.5)
    amp[r < low] = 0
    amp[0, 0] = 0
    spectrum = amp * np.exp(2j * np.pi * rng.random(amp.shape))
    out = np.fft.irfft2(spectrum, s=(size, size))
    return np.clip(0.5 + 0.19 * out / out.std(), 0, 1).astype(F)


def sample(tex: np.ndarray, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Read a tileable field at (u, v), one tile being 1 × 1."""
    n = tex.shape[0]
    u, v = np.asarray(u, dtype=F), np.asarray(v, dtype=F)
    u, v = (u - np.floor(u)) * n, (v - np.floor(v)) * n
    iu, iv = u.astype(np.int32), v.astype(np.int32)
    fu, fv = u - iu, v - iv
    x0, y0 = iu & (n - 1), (iv & (n - 1)) * n
    x1, y1 = (iu + 1) & (n - 1), ((iv + 1) & (n - 1)) * n
    flat = tex.ravel()
    top = flat[y0 + x0]
    top = top + (flat[y0 + x1] - top) * fu
    low = flat[y1 + x0]
    low = low + (flat[y1 + x1] - low) * fu
    return (top + (low - top) * fv).astype(F)


def cells(a: np.ndarray, seed: int = 0) -> np.ndarray:
    """A number between 0 and 1 for each whole number: the colour of this book, the light in that window."""
    a = np.asarray(a).astype(np.int64) * 374761393 + seed * 668265263
    a = (a ^ (a >> 13)) * 1274126177
    return ((a ^ (a >> 16)) & 0xFFFF).astype(F) / F(65535)


def step(lo: float, hi: float, x: np.ndarray) -> np.ndarray:
    """0 below `lo`, 1 above `hi`, smooth between (also downwards, when `lo` is the greater)."""
    t = np.clip((x - lo) / (hi - lo), 0, 1)
    return (t * t * (3 - 2 * t)).astype(F)


def mix(a, b, t: np.ndarray) -> np.ndarray:
    """Colours a and b blended by the map t."""
    t = np.asarray(t, dtype=F)[..., None]
    return (np.asarray(a, dtype=F) * (1 - t) + np.asarray(b, dtype=F) * t).astype(F)


def grid(height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Pixel coordinates x, y with x from 0 to width/height and y from 0 (top) to 1."""
    y, x = np.mgrid[0:height, 0:width].astype(F)
    return x / height, y / height


def rgb(code: str) -> np.ndarray:
    """'#aabbcc' as linear light."""
    c = np.array([int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4).astype(F)
