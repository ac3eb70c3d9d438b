"""What the camera does to the light: depth of field, bloom, film curve, grain, vignette, and the file with its rights."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from .noise import F, mix, step


def box(img: np.ndarray, r: int, axis: int) -> np.ndarray:
    """Mean over 2r+1 pixels along one axis."""
    if r < 1:
        return img
    pad = [(0, 0)] * img.ndim
    pad[axis] = (r + 1, r)
    total = np.cumsum(np.pad(img, pad, mode="edge"), axis=axis, dtype=np.float64)
    n = img.shape[axis]
    hi = [slice(None)] * img.ndim
    lo = list(hi)
    hi[axis], lo[axis] = slice(2 * r + 1, 2 * r + 1 + n), slice(0, n)
    return ((total[tuple(hi)] - total[tuple(lo)]) / (2 * r + 1)).astype(F)


def resize(img: np.ndarray, height: int, width: int, how=Image.Resampling.BILINEAR) -> np.ndarray:
    """Another size, channel by channel, in linear light."""
    if img.ndim == 2:
        return np.asarray(Image.fromarray(np.ascontiguousarray(img)).resize((width, height), how), dtype=F)
    return np.stack([resize(img[..., c], height, width, how) for c in range(img.shape[2])], axis=-1)


def blur(img: np.ndarray, rx: float, ry: float | None = None) -> np.ndarray:
    """A soft blur, about Gaussian, of radius rx (and ry) pixels; wide ones are made on a smaller copy."""
    ry = rx if ry is None else ry
    h, w = img.shape[:2]
    kx, ky = max(1, int(rx / 4)), max(1, int(ry / 4))
    if (kx > 1 or ky > 1) and h >= ky * 8 and w >= kx * 8:
        small = resize(img, -(-h // ky), -(-w // kx))
        return resize(blur(small, rx / kx, ry / ky), h, w, Image.Resampling.BICUBIC)
    for _ in range(3 if max(rx, ry) > 2 else 2):
        img = box(img, round(rx * 0.58), 1)
        img = box(img, round(ry * 0.58), 0)
    return img


def disc(img: np.ndarray, radius: float) -> np.ndarray:
    """Blur as a lens does: each point of light becomes a disc."""
    if radius < 0.7:
        return img
    h, w = img.shape[:2]
    m = int(radius) + 2
    padded = np.pad(img, ((m, m), (m, m), (0, 0)), mode="edge")
    hh, ww = padded.shape[:2]
    y = np.minimum(np.arange(hh), hh - np.arange(hh))[:, None]
    x = np.minimum(np.arange(ww), ww - np.arange(ww))[None, :]
    kernel = np.clip(radius + 0.5 - np.hypot(y, x), 0, 1)
    kernel *= 0.85 + 0.3 * (np.hypot(y, x) / radius) ** 2
    k = np.fft.rfft2((kernel / kernel.sum()).astype(F))
    out = np.empty_like(padded)
    for c in range(3):
        out[..., c] = np.fft.irfft2(np.fft.rfft2(padded[..., c]) * k, s=(hh, ww))
    return np.maximum(out[m : m + h, m : m + w], 0)


def focus(img: np.ndarray, depth: np.ndarray, at: float, strength: float, most: float = 16) -> np.ndarray:
    """Sharp at distance `at`, softer before and behind, `most` pixels at the softest."""
    coc = np.clip(strength * np.abs(1 / np.maximum(depth, 1e-3) - 1 / at), 0, most).astype(F)
    coc = blur(coc, 3)
    radii = [0, most * 0.22, most * 0.5, most]
    layers = [img] + [disc(img, r) for r in radii[1:]]
    out = img.copy()
    for i in range(3):
        t = np.clip((coc - radii[i]) / (radii[i + 1] - radii[i]), 0, 1)
        inside = coc > radii[i]
        out[inside] = mix(layers[i], layers[i + 1], t)[inside]
    return out


def shrink(img: np.ndarray, height: int, width: int) -> np.ndarray:
    """Down to print size in linear light; no single glint may outshine all its neighbours."""
    return np.maximum(resize(np.minimum(img, 60), height, width, Image.Resampling.BICUBIC), 0)


def bloom(img: np.ndarray, amount: float = 0.12, threshold: float = 1.0, size: float = 0.02) -> np.ndarray:
    """Bright lights spill into the air and the lens."""
    h, w = img.shape[:2]
    hot = resize(np.minimum(np.maximum(img - threshold, 0), 30), h // 3, w // 3, Image.Resampling.BOX)
    r = w * size / 3
    return img + np.maximum(resize(blur(hot, r) * 0.6 + blur(hot, r * 4) * 0.4, h, w), 0) * amount * 4


def develop(
    img: np.ndarray,
    *,
    exposure: float = 1.0,
    contrast: float = 1.0,
    saturation: float = 1.0,
    warmth: float = 0.0,
    lift: float = 0.0,
    vignette: float = 0.25,
    grain: float = 0.018,
    seed: int = 1,
) -> Image.Image:
    """Linear light to a printed picture: film curve, white balance, vignette, grain."""
    h, w = img.shape[:2]
    img = np.nan_to_num(img.astype(F), nan=0, posinf=50, neginf=0)
    y, x = np.mgrid[0:h, 0:w].astype(F)
    r = np.hypot((x / w - 0.5) * 1.15, (y / h - 0.5)) / 0.76
    img = img * (exposure * (1 - vignette * step(0.25, 1.15, r)))[..., None]
    img = img * np.array([1 + warmth, 1, 1 - warmth], dtype=F)
    a = img * 0.6
    a = (a * (2.51 * a + 0.03)) / (a * (2.43 * a + 0.59) + 0.14)
    out = np.clip(a, 0, 1) ** F(1 / 2.2)
    out = np.clip(out, 0, 1)
    if contrast != 1:
        out = np.clip(0.46 + (out - 0.46) * contrast, 0, 1)
    grey = (out @ np.array([0.3, 0.59, 0.11], dtype=F))[..., None]
    out = grey + (out - grey) * saturation
    out = lift + out * (1 - lift)
    rng = np.random.default_rng(seed)
    g = rng.standard_normal((h, w, 1)).astype(F)
    g = g * 0.7 + blur(g, 1.2) * 1.2
    out = out + g * (grain * 0.55) * (0.35 + 1.3 * grey * (1.15 - grey) * 2)
    return Image.fromarray((np.clip(out, 0, 1) * 255 + 0.5).astype(np.uint8))


def save(picture: Image.Image, path: Path, *, quality: int = 82, limit: int = 240_000, xmp: bytes | None = None) -> int:
    """Write the JPEG in at most about `limit` bytes: a little coarser, then a little softer; gives the size."""
    path.parent.mkdir(parents=True, exist_ok=True)
    extra = {"xmp": xmp} if xmp else {}
    for softness in (0, 0.5, 0.7, 0.9):
        soft = picture.filter(ImageFilter.GaussianBlur(softness)) if softness else picture
        for q in range(quality, 69, -4):
            soft.save(path, "JPEG", quality=q, optimize=True, progressive=True, **extra)
            size = path.stat().st_size
            if size <= limit:
                return size
    return size
