"""Who looks at the stage: the view camera, and the sun, which looks at it to know its shadows."""

from dataclasses import dataclass

import numpy as np

from .noise import F

UP = np.array([0, 1, 0], dtype=F)
FAR = F(1e9)


def v3(p) -> np.ndarray:
    return np.asarray(p, dtype=np.float64)


@dataclass
class Camera:
    """A view camera: it turns left and right (yaw, degrees) and shifts its horizon, so that uprights stay upright."""

    width: int
    height: int
    at: tuple = (0, 1.7, 0)
    yaw: float = 0
    focal: float = 1.0
    horizon: float = 0.5
    mirror: float | None = None
    crop: int = 0

    def __post_init__(self):
        self.f = self.focal * self.width
        self.cx, self.cy = self.width / 2, self.horizon * self.height
        a = np.radians(self.yaw)
        self.s, self.c = np.sin(a), np.cos(a)
        self.o = v3(self.at).copy()
        if self.mirror is not None:
            self.o[1] = 2 * self.mirror - self.o[1]
        self.sign = 1 if self.mirror is None else -1

    def rays(self, x0=0, y0=None, x1=None, y1=None):
        x1, y1 = x1 or self.width, y1 or self.height
        y, x = np.mgrid[self.crop if y0 is None else y0 : y1, x0:x1].astype(F)
        vx, vy = (x + F(0.5) - F(self.cx)) / F(self.f), (F(self.cy) - y - F(0.5)) / F(self.f)
        d = np.stack([vx * F(self.c) + F(self.s), vy * F(self.sign), F(self.c) - vx * F(self.s)], axis=-1).astype(F)
        return self.o.astype(F), d

    def project(self, pts):
        d = v3(pts) - self.o
        vx = d[..., 0] * self.c - d[..., 2] * self.s
        vz = d[..., 0] * self.s + d[..., 2] * self.c
        z = np.where(np.abs(vz) < 1e-6, 1e-6, vz)
        return self.cx + self.f * vx / z, self.cy - self.sign * self.f * d[..., 1] / z, vz

    near = 0.05


class Sun:
    """The sun's own view of the stage, for its shadows."""

    near = -FAR

    def __init__(self, direction, centre, radius: float, size: int = 1600):
        self.width = self.height = size
        self.dir = v3(direction) / np.linalg.norm(direction)
        helper = np.array([0.0, 0, 1]) if abs(self.dir[1]) > 0.95 else np.array([0.0, 1, 0])
        self.right = np.cross(helper, self.dir)
        self.right /= np.linalg.norm(self.right)
        self.up = np.cross(self.dir, self.right)
        self.centre, self.radius, self.scale = v3(centre), radius, size / (2 * radius)
        self.base = self.centre + self.dir * radius * 4

    def rays(self, x0=0, y0=0, x1=None, y1=None):
        x1, y1 = x1 or self.width, y1 or self.height
        y, x = np.mgrid[y0:y1, x0:x1].astype(np.float64)
        a = (x + 0.5 - self.width / 2) / self.scale
        b = (self.height / 2 - y - 0.5) / self.scale
        o = self.base + a[..., None] * self.right + b[..., None] * self.up
        return o.astype(F), np.broadcast_to((-self.dir).astype(F), o.shape)

    def project(self, pts):
        d = v3(pts) - self.base
        return (self.width / 2 + d @ self.right * self.scale, self.height / 2 - d @ self.up * self.scale, -(d @ self.dir))

    def lit(self, depth: np.ndarray, p: np.ndarray, bias: float, soft: int = 1) -> np.ndarray:
        """How much of the sun reaches each point (0 to 1)."""
        d = p - self.base.astype(F)
        px = self.width / 2 + d @ self.right.astype(F) * F(self.scale)
        py = self.height / 2 - d @ self.up.astype(F) * F(self.scale)
        t = -(d @ self.dir.astype(F))
        out = np.zeros(t.shape, dtype=F)
        offsets = [(i, j) for i in range(-soft, soft + 1) for j in range(-soft, soft + 1)]
        for i, j in offsets:
            xi = np.clip(px + i * 1.2, 0, self.width - 1).astype(np.int32)
            yi = np.clip(py + j * 1.2, 0, self.height - 1).astype(np.int32)
            out += depth[yi, xi] > t - bias
        out /= len(offsets)
        off = (px < 0) | (py < 0) | (px >= self.width) | (py >= self.height)
        return np.where(off, F(1), out)
