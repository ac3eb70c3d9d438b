"""Harbor, ferry and storm: pictures with the sea in them."""

# ruff: noqa: RUF005 -- points are arrays, and + moves them

import numpy as np

from ..film import blur
from ..land import FAR, ground, haze, normals, water, waves
from ..noise import F, cells, field, mix, rgb, sample, step
from ..people import person
from ..scene import Stage
from ..shoot import camera, finish
from ..sky import sky


def boat(s: Stage, x, z, yaw, hull, length=11.0, mast=9.0, cabin="#e6e2d6", seed=0):
    """A small fishing boat: flared hull of slices, wheelhouse, mast and rigging."""
    a = np.radians(yaw)
    f, r = np.array([np.sin(a), 0, np.cos(a)]), np.array([np.cos(a), 0, -np.sin(a)])
    o = np.array([x, 0, z])
    beam_w = length * 0.15
    k = np.linspace(-0.5, 0.5, 15)
    prof = np.clip(1 - np.maximum(k * 2, 0) ** 2.4, 0, 1) * (0.82 + 0.18 * np.clip((k + 0.5) * 4, 0, 1))
    sheer = 0.095 * length + 0.10 * length * np.clip(k, 0, 1) ** 1.6 * 3.2 + 0.02 * length * np.clip(-k, 0, 1)
    dk = rgb(hull) if isinstance(hull, str) else hull
    for i in range(14):
        for side in (-1, 1):
            a0 = o + f * k[i] * length + r * side * prof[i] * beam_w
            a1 = o + f * k[i + 1] * length + r * side * prof[i + 1] * beam_w
            b0, b1 = a0 + [0, sheer[i], 0] + r * side * 0.10, a1 + [0, sheer[i + 1], 0] + r * side * 0.10
            low0, low1 = a0 * 1 - r * side * 0.12, a1 - r * side * 0.12
            s.poly([low0, b0, b1, low1], dk)
            w0, w1 = b0 - [0, 0.14, 0], b1 - [0, 0.14, 0]
            out = r * side * 0.015
            s.poly([w0 + out, b0 + out, b1 + out, w1 + out], "#e9e4d6")
        s.poly(
            [
                o + f * k[i] * length + r * prof[i] * beam_w + [0, sheer[i] * 0.8, 0],
                o + f * k[i] * length - r * prof[i] * beam_w + [0, sheer[i] * 0.8, 0],
                o + f * k[i + 1] * length - r * prof[i + 1] * beam_w + [0, sheer[i + 1] * 0.8, 0],
                o + f * k[i + 1] * length + r * prof[i + 1] * beam_w + [0, sheer[i + 1] * 0.8, 0],
            ],
            "#6a5238",
        )
    t = o - f * (k[0] * -1 * length)
    s.poly(
        [
            t + r * prof[0] * beam_w,
            t - r * prof[0] * beam_w,
            t - r * prof[0] * beam_w + [0, sheer[0], 0],
            t + r * prof[0] * beam_w + [0, sheer[0], 0],
        ],
        dk,
    )
    c = o + f * length * 0.10
    base = length * 0.09
    s.box(c[0], base, c[2], length * 0.17, length * 0.19, length * 0.22, cabin, yaw=yaw)
    s.box(
        c[0],
        base + length * 0.19,
        c[2],
        length * 0.20,
        length * 0.018,
        length * 0.26,
        "#8c3a2a" if seed % 2 else "#40505c",
        yaw=yaw,
    )
    g = c + f * 0.0
    s.box(g[0], base + length * 0.105, g[2], length * 0.173, length * 0.055, length * 0.18, "#10181e", yaw=yaw)
    s.box(g[0], base + length * 0.105, g[2], length * 0.14, length * 0.055, length * 0.224, "#10181e", yaw=yaw)
    m = o - f * length * 0.06
    s.beam(m + [0, base, 0], m + [0, mast, 0], 0.07, "#c9b68c", r2=0.04)
    s.beam(m + [0, base + 1.6, 0], m - f * length * 0.34 + [0, base + 3.0, 0], 0.05, "#c9b68c")
    bow, stern = o + f * length * 0.49 + [0, sheer[-1], 0], o - f * length * 0.47 + [0, sheer[0], 0]
    for q in (bow, stern, o + r * beam_w + [0, 0.9, 0], o - r * beam_w + [0, 0.9, 0]):
        s.beam(m + [0, mast, 0], q, 0.014, "#303030")
    s.beam(m + [-0.5, mast * 0.8, 0], m + [0.5, mast * 0.8, 0], 0.03, "#c9b68c")
    for i in range(5):
        q = o - f * length * (0.2 + 0.05 * i) + r * beam_w * ((i % 3) - 1) * 0.5
        s.box(q[0], base, q[2], 0.6, 0.45 + 0.2 * (i % 2), 0.5, ("#c4622a", "#3a6a8a", "#d8cfa8")[i % 3], yaw=yaw + i * 9)
    for i in range(3):
        q = o + f * length * (-0.3 + 0.22 * i) + r * (beam_w * 1.1)
        s.ball(q[0], 0.75, q[2], 0.26, "#e27a2c" if i % 2 else "#d8d4cc")
        q = o + f * length * (-0.3 + 0.22 * i) - r * (beam_w * 1.1)
        s.ball(q[0], 0.75, q[2], 0.26, "#e27a2c" if i % 2 else "#d8d4cc")


def facade(p, n, c):
    """Waterfront houses: clapboard, windows in rows, a few lit."""
    side = np.abs(n[:, 0]) > 0.5
    u = np.where(side, p[:, 2], p[:, 0])
    wall = np.abs(n[:, 1]) < 0.4
    gx, gy = u / 2.3, p[:, 1] / 3.1
    fx, fy = gx % 1, gy % 1
    win = (fx > 0.3) & (fx < 0.7) & (fy > 0.3) & (fy < 0.78) & wall & (p[:, 1] > 0.8)
    frame = (fx > 0.25) & (fx < 0.75) & (fy > 0.26) & (fy < 0.83) & wall & ~win & (p[:, 1] > 0.8)
    board = 0.86 + 0.14 * np.sin(p[:, 1] * 28)
    dirt = 0.75 + 0.5 * (sample(field(31, 2), u / 40, p[:, 1] / 17) - 0.3)
    out = c * (board * dirt)[:, None]
    out = np.where(frame[:, None], rgb("#e8e2d4") * 0.8, out)
    lit = cells(np.floor(gx) * 31 + np.floor(gy) * 7 + np.floor(p[:, 2]) * 0, 3)
    glass = rgb("#1c2630") * 0.9
    out = np.where(win[:, None], glass, out)
    glow = np.where(win & (lit > 0.86), 14.0, 0).astype(F)
    out = np.where((win & (lit > 0.86))[:, None], rgb("#ffb860") * 0.5, out)
    return out, glow


def harbor_morning():
    s = Stage()
    fac = s.material(facade)
    wood = s.material(
        lambda p, n, c: (
            c
            * (0.5 + 0.5 * (np.abs((p[:, 0] * 3.3) % 1 - 0.5) > 0.06) * (0.6 + 0.8 * cells(np.floor(p[:, 0] * 3.3), 5)))[
                :, None
            ]
        )
    )
    s.floor("#0c1a20", gloss=1.0)
    s.sun_dir, s.sun_colour = (-0.75, 0.26, -0.25), rgb("#ffc890") * 3.4
    s.sky_light, s.ground_light = rgb("#a8b8d8") * 0.75, rgb("#50606a") * 0.4
    s.sun_centre, s.sun_radius = (0, 3, 36), 62
    boat(s, -6.5, 17, 62, "#1d4f6e", 11.5, 9.5, seed=1)
    boat(s, 4.8, 23, -68, "#8e2c22", 12.5, 10.5, cabin="#efe9d8", seed=2)
    boat(s, -9, 31, 78, "#e2ddd0", 12, 10, cabin="#3d5a52", seed=3)
    boat(s, 13, 35, 95, "#26513f", 13, 11, seed=4)
    boat(s, 0.5, 43, 100, "#39424c", 13, 12, seed=5)
    boat(s, -19, 45, 82, "#7a4a24", 12, 10, seed=6)
    boat(s, 25, 52, 84, "#203a60", 13, 12, seed=7)
    rng = np.random.default_rng(5)
    paints = ("#8d4a38", "#c9bda4", "#50636b", "#a98a58", "#6c7f78", "#d8d0bc", "#7a3430", "#3e4e5a")
    x = -62.0
    while x < 66:
        w, h = rng.uniform(6, 12), rng.uniform(6.5, 12.5)
        z = 68 + rng.uniform(-2, 3)
        s.box(x + w / 2, 1.2, z, w - 0.3, h, 10, paints[int(rng.integers(8))], mat=fac)
        roof = ("#3a3634", "#54392f", "#454b50")[int(rng.integers(3))]
        xl, xr, y0, top = x - 0.2, x + w, 1.2 + h, 1.2 + h + w * 0.36
        mid = (xl + xr) / 2
        if rng.random() < 0.6:
            for zz in (z - 5.0,):
                s.poly([(xl + 0.2, y0, zz), (mid, top, zz), (xr - 0.1, y0, zz)], paints[int(rng.integers(8))])
            s.poly([(xl, y0, z - 5.4), (mid, top, z - 5.4), (mid, top, z + 5), (xl, y0, z + 5)], roof)
            s.poly([(mid, top, z - 5.4), (xr, y0, z - 5.4), (xr, y0, z + 5), (mid, top, z + 5)], roof)
        else:
            s.poly([(xl, y0, z - 5.4), (xr, y0, z - 5.4), (xr, top - 1, z), (xl, top - 1, z)], roof)
        s.box(x + w * 0.7, y0 + 0.5, z + 1, 0.9, w * 0.36 + 1, 0.9, "#5a3a30")
        x += w
    s.box(0, -1, 66, 150, 2.2, 14, "#5a544c")
    for xx in np.arange(-60, 62, 3.1):
        s.post(xx, -1, 58.7, 0.22, 2.6, "#2c2620")
    s.box(-30, 0.55, 27, 34, 0.25, 2.6, "#7a6a54", mat=wood)
    for xx in np.arange(-46, -13, 3.0):
        for zz in (25.6, 28.4):
            s.post(xx, -1, zz, 0.16, 3.0, "#3a3026")
    s.card(person(turn=150, seed=5, coat="#b8762c", hat="#2a2a2a", walk=None), -15.2, 0.8, 27, 1.75)
    s.card(person(turn=60, seed=9, coat="#2a3a4a", walk=0.2), -19, 0.8, 27, 1.7)
    s.sky = sky(
        "#f6cfae",
        "#7fa0c8",
        sun=s.sun_dir,
        glow=0.4,
        clouds=0.38,
        cloud_light="#ffe6d2",
        cloud_dark="#a2a6bb",
        seed=41,
        band=0.33,
    )
    s.fog = (rgb("#e8c8b4") * 0.85, 0.0042, 16)
    s.wobble, s.mirror_blur, s.fresnel = 0.034, (2, 8), 0.55
    cam = camera(at=(0, 3.4, 0), yaw=0, focal=0.88, horizon=0.44)
    img, _t = s.render(cam)
    return finish(img, exposure=1.0, contrast=1.06, saturation=1.05, vignette=0.22, seed=11, glow=0.08)


def hills(img, cam, look_colour, seed, base, amp, dist):
    """A far shore as a soft band over the horizon."""
    x = np.arange(cam.width) / cam.width
    ridge = (
        base
        + amp * (sample(field(seed, 2.4), x * 0.35, np.full_like(x, 0.3)) - 0.4)
        + amp * 0.15 * (sample(field(seed + 1, 1.6), x * 1.2, np.full_like(x, 0.7)) - 0.5)
    )
    top = cam.cy - ridge * cam.height
    y = np.arange(cam.height)[:, None]
    k = np.clip(y - top[None], 0, 1) * (y < cam.cy)
    img[:] = mix(img, look_colour, k)


def ferry_dawn():
    cam = camera(at=(0, 5, 0), focal=1.25, horizon=0.56)
    sun = (0.16, 0.045, 1)
    look = sky(
        "#f2a886",
        "#5a78b4",
        sun=sun,
        sun_colour="#ff9a5c",
        glow=0.75,
        disc=22,
        clouds=0.62,
        cloud_light="#ffc8ac",
        cloud_dark="#6a5684",
        seed=52,
        band=0.15,
        scale=0.8,
    )
    img, t = water(cam, look, deep=rgb("#16213a") * 0.5, size=1.4, slope=0.8, seed=9)
    _, d = cam.rays()
    dd = d / np.linalg.norm(d, axis=-1, keepdims=True)
    img = np.where((t < FAR)[..., None], img, look(dd))
    img = haze(img, t, rgb("#f0a184"), 0.00018)
    hills(img, cam, rgb("#a07a8e") * 0.9, 61, 0.020, 0.05, 0)
    hills(img, cam, rgb("#6a5674") * 0.75, 64, 0.010, 0.035, 0)
    s = Stage()
    s.sky_light, s.ground_light, s.ao = rgb("#8088b0") * 0.55, rgb("#c08070") * 0.25, 0.5
    s.sun_dir, s.sun_colour, s.sun_centre, s.sun_radius = sun, rgb("#ff9a60") * 2.5, (-20, 8, 175), 60

    def cabin(p, n, c):
        row = p[:, 1]
        u = np.where(np.abs(n[:, 0]) > 0.7, p[:, 2], p[:, 0])
        win = (((row > 5.1) & (row < 6.3)) | ((row > 8.3) & (row < 9.5))) & (np.abs((u / 1.7) % 1 - 0.5) < 0.34)
        lit = win & (cells(np.floor(u / 1.7) + np.floor(row) * 57, 2) > 0.25)
        out = np.where(win[:, None], rgb("#ffc070") * 0.6, c)
        return out, np.where(lit, 2.6, 0).astype(F)

    m = s.material(cabin)
    z, x = 175, -20
    s.box(x, -1, z, 50, 4.0, 13, "#1b2a44")
    s.box(x, 3.0, z, 52, 1.2, 14, "#dcdcd8")
    s.box(x, 4.2, z, 44, 3.0, 12, "#d6d6d2", mat=m)
    s.box(x, 7.2, z, 46, 0.35, 13.5, "#e8e6e0")
    s.box(x + 1, 7.5, z, 32, 3.0, 10, "#d6d6d2", mat=m)
    s.box(x + 1, 10.5, z, 34, 0.35, 11.5, "#e8e6e0")
    s.box(x + 12, 10.8, z, 7, 2.8, 8, "#d6d6d2")
    s.box(x + 12, 12.2, z, 7.2, 0.9, 8.2, "#141c26")
    s.box(x - 7, 10.8, z, 4.5, 5.2, 4, "#a83c2c")
    s.box(x - 7, 15, z, 4.6, 1.2, 4.1, "#1c1c20")
    s.beam((x + 12, 13.6, z), (x + 12, 21, z), 0.16, "#d0d0d0")
    s.beam((x + 10, 18, z), (x + 14, 18, z), 0.08, "#d0d0d0")
    for k in range(18):
        s.beam((x - 21 + k * 2.4, 7.5, z - 6.5), (x - 21 + k * 2.4, 8.7, z - 6.5), 0.05, "#c0c0c0")
    s.beam((x - 21, 8.7, z - 6.5), (x + 20, 8.7, z - 6.5), 0.06, "#c0c0c0")
    for k in range(11):
        s.card(person(turn=20 * k, seed=k, tall=80), x - 18 + 3.3 * k + (k * 7 % 3), 7.5, z - 6.2, 1.7)
    s.poly([(x + 24.9, -1, z - 6.5), (x + 24.9, 3.0, z - 6.5), (x + 33, 3.6, z), (x + 30, -1, z)], "#1b2a44")
    s.poly([(x + 24.9, 3.0, z - 6.6), (x + 24.9, 4.2, z - 6.6), (x + 34, 5.0, z), (x + 33, 3.6, z)], "#dcdcd8")
    s.sky = None
    s.fog = (rgb("#f0a184") * 0.9, 0.0017, 60)
    b = s.cast(cam)
    lay = s.shade(cam, b)
    on = b.t < FAR
    up = np.where(on[..., None], lay, img)
    wl = int(cam.cy + cam.f * (cam.o[1]) / z)
    refl = np.zeros_like(img)
    ron = np.zeros(on.shape, F)
    hgt = min(wl, cam.height - wl)
    refl[wl : wl + hgt] = lay[wl - hgt : wl][::-1]
    ron[wl : wl + hgt] = on[wl - hgt : wl][::-1]
    y, xx = np.mgrid[0 : cam.height, 0 : cam.width]
    tex = field(71, 2.0, low=3)
    below = np.maximum(y - cam.cy, 1)
    uz = 1 / below
    wob = sample(tex, (xx - cam.cx) * uz * 1.4, uz * 240) - 0.5
    wx = np.clip(xx + wob * 90 * below / cam.height * 3, 0, cam.width - 1).astype(int)
    wy = np.clip(y + wob * 120 * below / cam.height * 2.2, 0, cam.height - 1).astype(int)
    ron = blur(ron[wy, wx], 1, 3) * 0.72
    img = mix(up, refl[wy, wx] * 0.85, np.where(on, 0, ron) * (y > wl))
    # wake
    wz = cam.f * cam.o[1] / below
    wxm = (xx - cam.cx) / cam.f * wz
    foam = (
        step(0.52, 0.75, sample(field(72, 1.4), wxm / 30, wz / 50))
        * step(x - 24, x - 34, wxm)
        * step(-95, -40, wxm)
        * np.exp(-(((wz - z) / (4 + (x - 24 - wxm) * 0.16)) ** 2))
        * (y > cam.cy)
    )
    img = mix(img, rgb("#ffe0d0") * 0.9, np.clip(foam, 0, 1) * 0.8)
    rng = np.random.default_rng(3)
    for _ in range(16):
        gx, gy, g = rng.uniform(0.05, 0.95) * cam.width, rng.uniform(0.12, 0.5) * cam.height, rng.uniform(7, 20)
        gull(img, gx, gy, g, rng.uniform(-0.4, 0.4))
    return finish(img, exposure=1.0, contrast=1.08, saturation=1.08, vignette=0.3, seed=21, glow=0.16)


def gull(img, gx, gy, size, tilt):
    """A bird as two bent strokes."""
    x0, x1, y0, y1 = int(gx - size * 1.4), int(gx + size * 1.4), int(gy - size), int(gy + size)
    x0, y0 = max(x0, 0), max(y0, 0)
    y, x = np.mgrid[y0:y1, x0:x1].astype(F)
    u, v = (x - gx) / size, (y - gy) / size
    v = v - u * tilt
    curve = -0.42 * np.abs(u) ** 0.7 + 0.35 * u * u
    k = np.clip((0.09 * (1.1 - np.abs(u)) + 0.03 - np.abs(v - curve)) * size * 0.9, 0, 1) * (np.abs(u) < 1.05)
    win = img[y0:y1, x0:x1]
    win[:] = mix(win, rgb("#2a2230") * 0.7, k[: win.shape[0], : win.shape[1]] * 0.85)


def storm_sea():
    cam = camera(at=(0, 7.5, 0), focal=1.15, horizon=0.40)
    big, mid, fine = field(81, 3.9, low=3), field(82, 2.9, low=4), field(83, 1.6, low=6)

    def height(x, z):
        warp = sample(mid, x / 400, z / 300) - 0.5
        a = sample(big, x / 420 + warp * 0.03, z / 250)
        fold = np.abs(sample(big, x / 520 + 0.37 + warp * 0.06, z / 190 + 0.2) - 0.5) * 4.6
        ridge = np.exp(-fold * fold * 2.2) * 1.5 - 0.3
        c = sample(mid, x / 60, z / 30)
        return ((a - 0.5) * 13 + ridge * 3.2 + (c - 0.5) * 2.6 + (sample(fine, x / 21, z / 13) - 0.5) * 0.5 - 2.2).astype(F)

    sun = (-0.7, 0.35, 0.7)
    look = sky(
        "#b9bfb8",
        "#3a454e",
        sun=sun,
        sun_colour="#e8e2c8",
        glow=0.35,
        clouds=0.86,
        cloud_light="#9aa2a4",
        cloud_dark="#2c343c",
        seed=84,
        band=0.2,
        scale=1.6,
    )
    t = ground(cam, height, near=4, far=3000, steps=800)
    o, d = cam.rays()
    hit = t < 2900
    dn = d / np.linalg.norm(d, axis=-1, keepdims=True)
    img = look(dn)
    tt = t[hit]
    p = o + tt[:, None] * d[hit]
    n = normals(height, p, np.maximum(tt * 0.004, 0.05).astype(F))
    w = waves(p, tt, 85, 0.7, 0.9)
    n = n + np.stack([w[:, 0], w[:, 1] * 0, w[:, 2]], -1) * 0.8
    n /= np.linalg.norm(n, axis=-1, keepdims=True)
    dd = dn[hit]
    cosv = np.clip(-(dd * n).sum(-1), 0, 1)
    r = dd - 2 * (dd * n).sum(-1, keepdims=True) * n
    r[:, 1] = np.abs(r[:, 1]) + 0.02
    r /= np.linalg.norm(r, axis=-1, keepdims=True)
    fres = (0.03 + 0.97 * (1 - cosv) ** 4)[:, None]
    hh = p[:, 1]
    deep = mix(rgb("#0d2124"), rgb("#3f6f66"), step(-2, 7, hh) * step(0.9, 0.2, n[:, 1] * 0.9 + 0.05) * 0.9)
    water_c = deep * 0.8 * (1 - fres) + look(r) * fres * 0.8
    f1 = sample(fine, p[:, 0] / 16, p[:, 2] / 10)
    f2 = sample(field(86, 1.2, low=5), p[:, 0] / 5, p[:, 2] / 4)
    streak = sample(fine, p[:, 0] / 60 + p[:, 2] / 90, p[:, 2] / 14)
    crest = step(1.6, 5.2, hh + (f1 - 0.5) * 5)
    f3 = sample(fine, p[:, 0] / 30 + 0.3, p[:, 2] / 12)
    foam = np.clip(
        crest * step(0.36, 0.60, f2 * 0.35 + f1 * 0.35 + f3 * 0.3) + step(0.58, 0.74, streak * 0.7 + f2 * 0.3) * 0.55, 0, 1
    )
    lit = 0.45 + 0.55 * np.clip(n @ np.array([-0.55, 0.6, -0.35], dtype=F), 0, 1)
    img[hit] = mix(water_c, rgb("#dfe6e4"), foam * 0.92) * np.where(foam > 0.02, 0.6 + 0.4 * lit, 1)[:, None]
    img = haze(img, np.where(hit, t, 0), rgb("#a5aca8") * 0.85, 0.0011)
    # breakwater, light and spray
    s = Stage()
    s.sky_light, s.ground_light = rgb("#9aa6a8") * 0.7, rgb("#4a5254") * 0.4
    s.sun_dir, s.sun_colour, s.sun_centre, s.sun_radius = sun, rgb("#e8e2d0") * 0.5, (40, 5, 190), 80
    rock = s.material(
        lambda p, n, c: c * (0.4 + 0.9 * sample(field(87, 1.6), p[:, 0] / 9 + p[:, 2] / 13, p[:, 1] / 7))[:, None]
    )
    rng = np.random.default_rng(6)
    for k in range(150):
        x = 22 + k * 0.85 + rng.uniform(-1, 1)
        s.box(
            x,
            -3 + rng.uniform(-1, 1.0),
            170 + rng.uniform(-5, 3),
            rng.uniform(3, 6),
            rng.uniform(4.5, 7.5),
            5,
            "#3a3d3c",
            yaw=rng.uniform(0, 90),
            mat=rock,
        )
    s.box(95, 2, 172, 140, 4.0, 6, "#8b8c86", mat=rock)
    x = 36
    s.post(x, 5, 172, 4.4, 4, "#77756e", mat=rock)
    band = s.material(
        lambda p, n, c: (
            np.where(((p[:, 1] > 15) & (p[:, 1] < 21))[:, None], rgb("#a3271f"), c)
            * (0.7 + 0.5 * sample(field(88, 1.8), p[:, 0] / 8, p[:, 1] / 20))[:, None]
        )
    )
    for i in range(12):
        y = 9 + i * 1.6
        s.post(x, y, 172, 2.7 - i * 0.085, 1.62, "#d9d6cc", mat=band)
    s.post(x, 28, 172, 2.7, 0.5, "#4a4d4e")
    s.post(x, 28.5, 172, 1.35, 2.6, "#fff0c0", glow=5)
    s.post(x, 31, 172, 1.7, 0.5, "#5b1b16")
    s.ball(x, 31.4, 172, 1.2, "#7a241c")
    for k in range(12):
        a = k * np.pi / 6
        s.beam(
            (x + 2.6 * np.cos(a), 28.4, 172 + 2.6 * np.sin(a)),
            (x + 2.6 * np.cos(a), 29.6, 172 + 2.6 * np.sin(a)),
            0.06,
            "#3a3d3e",
        )
    s.fog = (rgb("#a5aca8") * 0.85, 0.0016, 60)
    b = s.cast(cam)
    lay = s.shade(cam, b)
    on = (b.t < FAR) & (b.t < np.where(hit, t, FAR))
    img = np.where(on[..., None], lay, img)
    yy, xx = np.mgrid[0 : cam.height, 0 : cam.width].astype(F)
    puff, det = field(89, 2.6, low=2), field(90, 1.9, low=5)
    for bx, by, sx, sy, k in ((0.585, 0.43, 0.11, 0.30, 1.0), (0.745, 0.43, 0.13, 0.17, 0.8), (0.90, 0.43, 0.12, 0.24, 0.95)):
        u, v = (xx / cam.width - bx) / sx, (by - yy / cam.height) / sy
        edge = np.hypot(u * (1.25 - 0.5 * v), np.maximum(v, 0)) + (v < 0) * np.abs(v) * 9
        nz = sample(puff, xx / 1500 + bx, yy / 1200) * 0.6 + sample(det, xx / 800, yy / 620 + bx) * 0.4
        dens = step(1.05, 0.05, edge + (nz - 0.5) * 1.9)
        light = 0.62 + 0.55 * sample(det, xx / 800 + 0.01, yy / 620 + bx + 0.012) - 0.25 * (u > 0)
        img = mix(img, rgb("#e6ebea") * np.clip(light, 0.3, 1.2)[..., None], dens * 0.93 * k)
    rain = sample(field(91, 0.6, low=20), xx / 900 + yy / 5200, yy / 9000)
    img = img + (step(0.7, 1, rain) * 0.02)[..., None]
    return finish(img, exposure=1.25, contrast=1.14, saturation=0.9, vignette=0.35, seed=31, glow=0.12, grain=0.026)


def rowboat(s: Stage, x, z, yaw, length=4.2):
    """An open rowing boat, heeled over on dry ground."""
    a = np.radians(yaw)
    f, r = np.array([np.sin(a), 0, np.cos(a)]), np.array([np.cos(a), 0, -np.sin(a)])
    k = np.linspace(-0.5, 0.5, 15)
    prof = np.clip(1 - np.abs(k * 2) ** 2.6, 0.02, 1) * np.where(k < -0.3, 1.0, 1)
    o = np.array([x, 0, z])

    def pt(i, across, up):
        heel = 0.24
        across, up = across * np.cos(heel) - up * np.sin(heel), across * np.sin(heel) + up * np.cos(heel)
        return o + f * k[i] * length + r * across + [0, up + 0.14, 0]

    w, h = length * 0.19, length * 0.13
    for i in range(14):
        for side in (-1, 1):
            rise0, rise1 = h * (1 + 0.5 * k[i] ** 2 * 4), h * (1 + 0.5 * k[i + 1] ** 2 * 4)
            mid0, mid1 = pt(i, side * prof[i] * w * 0.86, rise0 * 0.45), pt(i + 1, side * prof[i + 1] * w * 0.86, rise1 * 0.45)
            s.poly([pt(i, 0, 0), mid0, mid1, pt(i + 1, 0, 0)], "#3d5560")
            s.poly([mid0, pt(i, side * prof[i] * w, rise0), pt(i + 1, side * prof[i + 1] * w, rise1), mid1], "#cfc4ac")
            s.beam(pt(i, side * prof[i] * w, rise0), pt(i + 1, side * prof[i + 1] * w, rise1), 0.03, "#7a5230")
    for i in (4, 7, 10):
        s.poly(
            [
                pt(i, -prof[i] * w * 0.97, h * 0.75),
                pt(i, prof[i] * w * 0.97, h * 0.75),
                pt(i + 1, prof[i + 1] * w * 0.97, h * 0.75),
                pt(i + 1, -prof[i + 1] * w * 0.97, h * 0.75),
            ],
            "#8a6238",
        )
