"""Light on the stage: sun with shadows, lamps, sky, haze, and polished or wet floors that mirror it all."""

from collections.abc import Callable

import numpy as np

from .camera import FAR, Camera, Sun, v3
from .film import blur
from .noise import F, field, rgb, sample
from .shapes import Buffers, Shapes


class Stage(Shapes):
    """Everything that stands in a picture, and its light."""

    def __init__(self):
        super().__init__()
        self.lamps: list[tuple] = []
        self.sun_dir, self.sun_colour = None, np.zeros(3, dtype=F)
        self.sun_centre, self.sun_radius, self.sun_soft = (0, 0, 0), 50.0, 1
        self.sky_light, self.ground_light = rgb("#8899aa"), rgb("#554433")
        self.fog: tuple | None = None
        self.sky: Callable | None = None
        self.ao = 0.7
        self.wobble = 0.0
        self.mirror_y = 0.0
        self.mirror_blur = (2, 14)
        self.fresnel = 0.75
        self.patchy: Callable | None = None

    def lamp(self, p, colour, strength, reach=1.0):
        colour = rgb(colour) if isinstance(colour, str) else np.asarray(colour, dtype=F)
        self.lamps.append((v3(p).astype(F), colour * F(strength), F(reach)))

    def shade(self, cam, b: Buffers, sun_depth=None, sun=None, ao=True) -> np.ndarray:
        h, w = b.t.shape
        o, d = cam.rays()
        hit = b.t < FAR
        img = np.zeros((h, w, 3), dtype=F)
        p = (o + b.t[..., None] * d)[hit]
        n, col, glow = b.n[hit], b.col[hit], b.glow[hit]
        mats = b.mat[hit]
        for i in range(1, len(self.materials)):
            m = mats == i
            if m.any():
                got = self.materials[i](p[m], n[m], col[m])
                if isinstance(got, tuple):
                    col[m], glow[m] = got
                else:
                    col[m] = got
        up = (n[:, 1:2] * 0.5 + 0.5).astype(F)
        light = self.ground_light * (1 - up) + self.sky_light * up
        if ao:
            light = light * self._contact(p, n)[:, None]
        if ao and self.ao:
            light = light * self._occlusion(b, cam)[hit][:, None]
        if self.sun_dir is not None:
            sd = (v3(self.sun_dir) / np.linalg.norm(self.sun_dir)).astype(F)
            ndl = np.maximum(n @ sd, 0)
            vis = (
                sun.lit(sun_depth, p + n * F(self.sun_radius * 0.002), self.sun_radius * 0.004, self.sun_soft)
                if sun is not None
                else 1
            )
            light = light + (ndl * vis)[:, None] * self.sun_colour
        if self.lamps:
            light = light + self._lamplight(b, o, d, hit)
        out = col * light + col * glow[:, None]
        img[hit] = out
        if self.sky is not None and (~hit).any():
            dd = d[~hit]
            dd = dd / np.linalg.norm(dd, axis=-1, keepdims=True)
            img[~hit] = self.sky(dd)
        if self.fog is not None:
            fc, density, fall = self.fog
            fc = rgb(fc) if isinstance(fc, str) else fc
            dist = np.minimum(b.t, 1e5) * np.linalg.norm(d, axis=-1)
            y0 = max(float(cam.o[1]), 0.1)
            y1 = np.maximum(y0 + np.minimum(b.t, 1e5) * d[..., 1], 0)
            thick = np.exp(-((y0 + y1) / 2) / fall)
            k = np.where(hit, 1 - np.exp(-dist * density * thick), 0).astype(F)
            img = img * (1 - k[..., None]) + fc * k[..., None]
        return img

    def _contact(self, p, n) -> np.ndarray:
        """Feet darken the ground they stand on."""
        out = np.ones(len(p), dtype=F)
        if len(self.lamps) == 0 and self.sun_dir is not None and self.sun_dir[1] > 0.4:
            return out
        flat = np.flatnonzero(n[:, 1] > 0.9)
        q = p[flat]
        order = np.argsort(q[:, 2], kind="stable")
        z = q[order, 2]
        for s in self.shapes:
            if s.kind != "card" or s.a[4] < 0.6:
                continue
            _, x, y, zc, height, _ = s.a
            r = 0.30 * height
            a, b = np.searchsorted(z, (zc - r, zc + r))
            i = order[a:b]
            dist = ((q[i, 0] - x) ** 2 + (q[i, 2] - zc) ** 2) / (r * r)
            k = np.clip(1 - dist, 0, 1) * (np.abs(q[i, 1] - y) < 0.06)
            out[flat[i]] *= 1 - 0.6 * k
        return out

    def _lamplight(self, b: Buffers, o, d, hit) -> np.ndarray:
        """Lamps at every second pixel, and again wherever the surface changes between two of them."""
        h, w = b.t.shape

        def lamps(t, n, dd):
            p = o + t[:, None] * dd
            total = np.zeros(p.shape, dtype=F)
            for lp, lc, reach in self.lamps:
                far = F(np.sqrt(float(lc.max()) / 0.012))
                near = np.flatnonzero((np.abs(p[:, 2] - lp[2]) < far) & (np.abs(p[:, 0] - lp[0]) < far))
                to = lp - p[near]
                q = np.einsum("ij,ij->i", to, to)
                k = np.maximum(np.einsum("ij,ij->i", n[near], to) / np.sqrt(q + F(1e-6)), 0) * F(0.85) + F(0.15)
                k = k / (q + reach) * np.clip(2 - 2 * q / (far * far), 0, 1)
                total[near] += k[:, None] * lc
            return total

        half = (slice(None, None, 2), slice(None, None, 2))
        hs = hit[half]
        small = np.zeros((*hs.shape, 3), dtype=F)
        small[hs] = lamps(b.t[half][hs], b.n[half][hs], d[half][hs])

        def full(a):
            return a.repeat(2, 0).repeat(2, 1)[:h, :w]

        out = full(small)
        same = np.einsum("ijk,ijk->ij", full(b.n[half]), b.n) > 0.97
        odd = hit & ~(same & (np.abs(full(b.t[half]) - b.t) < 0.03 * b.t))
        out[odd] = lamps(b.t[odd], b.n[odd], d[odd])
        return out[hit]

    def _occlusion(self, b, cam) -> np.ndarray:
        inv = np.where(b.t < FAR, 1 / np.maximum(b.t, 0.05), 0).astype(F)
        out = np.ones_like(inv)
        for r, k in ((4, 0.35), (14, 0.45), (45, 0.5)):
            near = blur(inv, r * cam.width / 1800)
            diff = np.clip((near - inv) / np.maximum(inv, 1e-4), 0, 0.25) * 4
            out -= self.ao * k * diff * np.exp(-diff * 0.6)
        return np.clip(out, 0.15, 1)

    def render(self, cam) -> tuple[np.ndarray, np.ndarray]:
        """Light and depth of the whole picture, wet or polished floors mirrored in."""
        sun = sun_depth = None
        if self.sun_dir is not None:
            sun = Sun(self.sun_dir, self.sun_centre, self.sun_radius)
            sun_depth = self.cast(sun, shadow=True).t
        b = self.cast(cam)
        img = self.shade(cam, b, sun_depth, sun)
        self.last_sun, self.last_depth, self.last = sun, sun_depth, b
        if (b.gloss > 0).any():
            m = Camera(cam.width, cam.height, cam.at, cam.yaw, cam.focal, cam.horizon, mirror=self.mirror_y)
            mb = self.cast(m, skip_floor=True)
            m.crop = max(int(np.flatnonzero((b.gloss > 0).any(axis=1))[0]) - 40, 0)
            for name in ("t", "n", "col", "mat", "glow", "gloss"):
                setattr(mb, name, getattr(mb, name)[m.crop :])
            part = self.shade(m, mb, sun_depth, sun, ao=False)
            if self.mirror_blur:
                part = blur(part, *self.mirror_blur)
            refl = np.zeros_like(img)
            refl[m.crop :] = part
            if self.wobble:
                refl = self._ripple(cam, b, refl)
            _, d = cam.rays()
            cosv = np.abs((d * b.n).sum(-1)) / np.linalg.norm(d, axis=-1)
            k = b.gloss * (1 - self.fresnel + self.fresnel * (1 - cosv) ** 3)
            if self.patchy is not None:
                o, _ = cam.rays()
                p = o + np.minimum(b.t, 1e4)[..., None] * d
                k = k * self.patchy(p)
            img = img * (1 - k[..., None] * 0.8) + refl * k[..., None]
        return img, b.t

    def _ripple(self, cam, b, refl):
        o, d = cam.rays()
        p = o + np.minimum(b.t, 1e4)[..., None] * d
        tex = field(77, 2.2)
        a = sample(tex, p[..., 0] / 9, p[..., 2] / 22) - 0.5
        c = sample(tex, p[..., 0] / 2.3 + 0.4, p[..., 2] / 7) - 0.5
        y, x = np.mgrid[0 : cam.height, 0 : cam.width]
        amp = self.wobble * cam.height * np.clip(6 / np.maximum(b.t, 1), 0.05, 1)
        yy = np.clip(y + (a + c * 0.6) * amp, 0, cam.height - 1).astype(np.int32)
        xx = np.clip(x + (c + a * 0.3) * amp * 0.35, 0, cam.width - 1).astype(np.int32)
        return refl[yy, xx]
