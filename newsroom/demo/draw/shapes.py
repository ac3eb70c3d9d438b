"""A stage in three dimensions: boxes, floors, posts, balls, beams, sheets, and cards with people on them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .camera import FAR, UP, v3
from .noise import F, rgb


@dataclass
class Shape:
    kind: str
    a: tuple
    colour: np.ndarray
    mat: int = 0
    glow: float = 0
    gloss: float = 0
    shadow: bool = True
    shine: bool = True


class Buffers:
    def __init__(self, h: int, w: int):
        self.t = np.full((h, w), FAR, dtype=F)
        self.n = np.zeros((h, w, 3), dtype=F)
        self.col = np.zeros((h, w, 3), dtype=F)
        self.mat = np.zeros((h, w), dtype=np.uint8)
        self.glow = np.zeros((h, w), dtype=F)
        self.gloss = np.zeros((h, w), dtype=F)


class Shapes:
    """Everything that stands in a picture, and which of it each pixel sees."""

    def __init__(self):
        self.shapes: list[Shape] = []
        self.materials: list[Callable | None] = [None]

    # -- building
    def material(self, f: Callable) -> int:
        """f(points, normals, colours) -> colours, or (colours, glow)."""
        self.materials.append(f)
        return len(self.materials) - 1

    def add(self, kind, a, colour, **kw):
        colour = rgb(colour) if isinstance(colour, str) else np.asarray(colour, dtype=F)
        self.shapes.append(Shape(kind, a, colour, **kw))

    def box(self, x, y, z, w, h, d, colour, yaw=0.0, **kw):
        """A box standing on y, its footprint centred on (x, z)."""
        self.add("box", (x, y, z, w, h, d, yaw), colour, **kw)

    def floor(self, colour, y=0.0, **kw):
        self.add("floor", (y,), colour, **kw)

    def post(self, x, y, z, r, h, colour, **kw):
        self.add("post", (x, y, z, r, h), colour, **kw)

    def ball(self, x, y, z, r, colour, **kw):
        self.add("ball", (x, y, z, r), colour, **kw)

    def beam(self, p, q, r, colour, r2=None, **kw):
        """A round bar from p to q, of radius r (tapering to r2)."""
        self.add("beam", (p, q, r, r if r2 is None else r2), colour, **kw)

    def poly(self, points, colour, **kw):
        """A flat convex sheet."""
        self.add("poly", (points,), colour, **kw)

    def card(self, sprite, x, y, z, height, colour="#ffffff", flip=False, **kw):
        """A figure standing at (x, y, z), always facing the camera."""
        self.add("card", (sprite, x, y, z, height, flip), colour, **kw)

    # -- casting
    def cast(self, cam, shadow=False, skip_floor=False, colour_needed=True) -> Buffers:
        b = Buffers(cam.height, cam.width)
        for s in self.shapes:
            if shadow and (not s.shadow or s.kind == "floor"):
                continue
            if skip_floor and (s.kind == "floor" or not s.shine):
                continue
            getattr(self, "_" + s.kind)(cam, b, s)
        return b

    def _rect(self, cam, pts, margin=1):
        px, py, z = cam.project(pts)
        if (z < cam.near).any():
            if (z < cam.near).all():
                return None
            return 0, 0, cam.width, cam.height
        x0, x1 = int(max(px.min() - margin, 0)), int(min(px.max() + margin + 1, cam.width))
        y0, y1 = int(max(py.min() - margin, 0)), int(min(py.max() + margin + 1, cam.height))
        return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None

    def _put(self, b, rect, ok, t, n, s, col=None):
        x0, y0, x1, y1 = rect
        win = (slice(y0, y1), slice(x0, x1))
        ok = ok & (t < b.t[win]) & (t > 0)
        if not ok.any():
            return
        b.t[win][ok] = t[ok]
        b.n[win][ok] = n if np.ndim(n) == 1 else n[ok]
        b.col[win][ok] = s.colour if col is None else col[ok]
        b.mat[win][ok] = s.mat
        b.glow[win][ok] = s.glow
        b.gloss[win][ok] = s.gloss

    def _box(self, cam, b, s):
        x, y, z, w, h, d, yaw = s.a
        a = np.radians(yaw)
        sn, cs = np.sin(a), np.cos(a)
        loc = np.array([(i, j, k) for i in (-w / 2, w / 2) for j in (0, h) for k in (-d / 2, d / 2)])
        pts = np.stack([x + loc[:, 0] * cs + loc[:, 2] * sn, y + loc[:, 1], z - loc[:, 0] * sn + loc[:, 2] * cs], -1)
        rect = self._rect(cam, pts)
        if rect is None:
            return
        o, dr = cam.rays(*rect)
        ox, oy, oz = (o[..., 0] - F(x)), o[..., 1] - F(y), o[..., 2] - F(z)
        lox, loz = ox * F(cs) - oz * F(sn), ox * F(sn) + oz * F(cs)
        ldx, ldz = dr[..., 0] * F(cs) - dr[..., 2] * F(sn), dr[..., 0] * F(sn) + dr[..., 2] * F(cs)
        lo, hi, ax = None, None, None
        for i, (oo, dd, mn, mx) in enumerate(((lox, ldx, -w / 2, w / 2), (oy, dr[..., 1], 0, h), (loz, ldz, -d / 2, d / 2))):
            dd = np.where(np.abs(dd) < 1e-7, F(1e-7), dd)
            t1, t2 = (F(mn) - oo) / dd, (F(mx) - oo) / dd
            near, far = np.minimum(t1, t2), np.maximum(t1, t2)
            if lo is None:
                lo, hi, ax = near, far, np.zeros(near.shape, dtype=np.int8)
            else:
                ax = np.where(near > lo, np.int8(i), ax)
                lo, hi = np.maximum(lo, near), np.minimum(hi, far)
        ok = (lo <= hi) & (lo > max(cam.near, 0))
        sx, sy, sz = -np.sign(ldx), -np.sign(dr[..., 1]), -np.sign(ldz)
        lx, ly, lz = np.where(ax == 0, sx, 0), np.where(ax == 1, sy, 0), np.where(ax == 2, sz, 0)
        n = np.stack([lx * F(cs) + lz * F(sn), np.broadcast_to(ly, lx.shape), -lx * F(sn) + lz * F(cs)], -1).astype(F)
        self._put(b, rect, ok, lo, n, s)

    def _floor(self, cam, b, s):
        o, d = cam.rays()
        t = (F(s.a[0]) - o[..., 1]) / np.where(np.abs(d[..., 1]) < 1e-7, F(1e-7), d[..., 1])
        self._put(b, (0, 0, cam.width, cam.height), (t > 0) & (t < 1e6), t, UP, s)

    def _post(self, cam, b, s):
        x, y, z, r, h = s.a
        pts = np.array([(x + i, j, z + k) for i in (-r, r) for j in (y, y + h) for k in (-r, r)])
        rect = self._rect(cam, pts)
        if rect is None:
            return
        o, d = cam.rays(*rect)
        ox, oz, dx, dz = o[..., 0] - F(x), o[..., 2] - F(z), d[..., 0], d[..., 2]
        a = dx * dx + dz * dz + F(1e-9)
        q = ox * dx + oz * dz
        disc = q * q - a * (ox * ox + oz * oz - F(r * r))
        t = (-q - np.sqrt(np.maximum(disc, 0))) / a
        yy = o[..., 1] + t * d[..., 1]
        ok = (disc > 0) & (yy >= y) & (yy <= y + h) & (t > cam.near)
        n = np.stack([(ox + t * dx) / F(r), np.zeros_like(t), (oz + t * dz) / F(r)], -1)
        self._put(b, rect, ok, t, n, s)
        td = d[..., 1]
        tc = (F(y + h) - o[..., 1]) / np.where(np.abs(td) < 1e-7, F(1e-7), td)
        inside = (ox + tc * dx) ** 2 + (oz + tc * dz) ** 2 < r * r
        self._put(b, rect, inside & (td < 0), tc, UP, s)

    def _ball(self, cam, b, s):
        x, y, z, r = s.a
        pts = np.array([(x + i, y + j, z + k) for i in (-r, r) for j in (-r, r) for k in (-r, r)])
        rect = self._rect(cam, pts)
        if rect is None:
            return
        o, d = cam.rays(*rect)
        oc = o - np.array([x, y, z], dtype=F)
        a, q = (d * d).sum(-1), (oc * d).sum(-1)
        disc = q * q - a * ((oc * oc).sum(-1) - F(r * r))
        t = (-q - np.sqrt(np.maximum(disc, 0))) / a
        n = (oc + t[..., None] * d) / F(r)
        self._put(b, rect, disc > 0, t, n, s)

    def _beam(self, cam, b, s):
        p, q, r, r2 = s.a
        px, py, pz = cam.project(np.array([p, q], dtype=np.float64))
        if (pz < max(cam.near, -1e8)).any() and cam.near > 0:
            return
        persp = cam.near > 0
        w = np.array([r, r2]) * (cam.f / pz if persp else cam.scale)
        w = np.maximum(w, 0.55)
        m = w.max() + 1
        x0, x1 = int(max(px.min() - m, 0)), int(min(px.max() + m + 1, cam.width))
        y0, y1 = int(max(py.min() - m, 0)), int(min(py.max() + m + 1, cam.height))
        if x1 <= x0 or y1 <= y0:
            return
        y, x = np.mgrid[y0:y1, x0:x1].astype(F)
        dx, dy = F(px[1] - px[0]), F(py[1] - py[0])
        ll = dx * dx + dy * dy + F(1e-6)
        k = np.clip(((x + 0.5 - F(px[0])) * dx + (y + 0.5 - F(py[0])) * dy) / ll, 0, 1)
        side = ((x + 0.5 - F(px[0])) * dy - (y + 0.5 - F(py[0])) * dx) / np.sqrt(ll)
        ww = F(w[0]) + (F(w[1]) - F(w[0])) * k
        along = np.hypot(x + 0.5 - F(px[0]) - k * dx, y + 0.5 - F(py[0]) - k * dy)
        ok = along <= ww
        t = 1 / ((1 - k) / F(pz[0]) + k / F(pz[1])) if persp else F(pz[0]) + (F(pz[1]) - F(pz[0])) * k
        u = np.clip(side / ww, -1, 1)
        axis = v3(q) - v3(p)
        axis /= np.linalg.norm(axis) + 1e-9
        back = (cam.o - (v3(p) + v3(q)) / 2) if persp else cam.dir
        back = back - axis * (back @ axis)
        back = back / (np.linalg.norm(back) + 1e-9)
        across = np.cross(axis, back)
        ax, ay, _ = cam.project(np.array([v3(p), v3(p) + across * 0.01]))
        s2 = np.sign((ax[1] - ax[0]) * float(dy) - (ay[1] - ay[0]) * float(dx)) or 1
        n = u[..., None] * (across * s2).astype(F) + np.sqrt(1 - u * u)[..., None] * back.astype(F)
        self._put(b, (x0, y0, x1, y1), ok, t.astype(F) if np.ndim(t) else np.full(ok.shape, t, F), n.astype(F), s)

    def _poly(self, cam, b, s):
        pts = v3(s.a[0])
        rect = self._rect(cam, pts)
        if rect is None:
            return
        n = np.cross(pts[1] - pts[0], pts[2] - pts[0])
        n /= np.linalg.norm(n)
        o, d = cam.rays(*rect)
        den = d @ n.astype(F)
        t = ((pts[0].astype(F) - o) @ n.astype(F)) / np.where(np.abs(den) < 1e-7, F(1e-7), den)
        p = o + t[..., None] * d
        ok = t > max(cam.near, -1e8)
        for i in range(len(pts)):
            e = pts[(i + 1) % len(pts)] - pts[i]
            inward = np.cross(n, e)
            ok &= (p - pts[i].astype(F)) @ inward.astype(F) >= 0
        facing = np.where(den > 0, F(-1), F(1))
        self._put(b, rect, ok, t, facing[..., None] * n.astype(F), s)

    def _card(self, cam, b, s):
        sprite, x, y, z, height, flip = s.a
        sh, sw = sprite.mask.shape
        unit = height / sprite.tall
        foot = v3((x, y, z))
        eye = (cam.o - foot) if cam.near > 0 else cam.dir
        back = np.array([eye[0], 0, eye[2]])
        back /= np.linalg.norm(back) + 1e-9
        right = np.array([-back[2], 0, back[0]])
        hw = sw / 2 * unit
        low = (sprite.tall + sprite.foot - sh) * unit
        pts = np.array([foot + right * i + UP * j for i in (-hw, hw) for j in (low, low + sh * unit)])
        rect = self._rect(cam, pts)
        if rect is None:
            return
        o, d = cam.rays(*rect)
        bk = back.astype(F)
        den = d @ bk
        t = ((foot.astype(F) - o) @ bk) / np.where(np.abs(den) < 1e-7, F(1e-7), den)
        p = o + t[..., None] * d - foot.astype(F)
        u = (p @ right.astype(F)) / F(unit) * (-1 if flip else 1) + sw / 2
        v = sprite.tall + sprite.foot - p[..., 1] / F(unit)
        ok = (u >= 0) & (v >= 0) & (u < sw - 1) & (v < sh - 1)
        ui, vi = np.clip(u, 0, sw - 1).astype(np.int32), np.clip(v, 0, sh - 1).astype(np.int32)
        ok &= sprite.mask[vi, ui]
        ln = sprite.n[vi, ui]
        fx = -1 if flip else 1
        n = ln[..., 0:1] * right.astype(F) * fx + ln[..., 1:2] * UP + ln[..., 2:3] * bk
        self._put(b, rect, ok, t, n.astype(F), s, sprite.col[vi, ui] * s.colour)
