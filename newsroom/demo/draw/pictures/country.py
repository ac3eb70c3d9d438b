"""Open country: marsh, reservoir, ridges with turbines, and the plain at Baghouz."""

# ruff: noqa: RUF005 -- points are arrays, and + moves them

import numpy as np

from ..camera import Sun
from ..land import FAR, ground, haze, normals, shadow, waves
from ..noise import F, field, mix, rgb, sample, step
from ..people import person
from ..scene import Stage
from ..shoot import camera, finish
from ..sky import sky


def salt_marsh():
    cam = camera(at=(0, 24, 0), focal=0.95, horizon=0.40)
    low, mid, fine = field(101, 2.7, low=2), field(102, 2.1, low=3), field(103, 1.1, low=8)

    def creek(x, z):
        wx = x + (sample(mid, x / 1400, z / 1400) - 0.5) * 260 + (sample(mid, x / 420 + 0.3, z / 420) - 0.5) * 70
        main = np.abs(wx + 60 * np.sin(z / 95) + 130 * np.sin(z / 310 + 1) + 20) / (13 + z * 0.012)
        ridge = np.abs(sample(low, x / 900 + 0.1, z / 900) - 0.5) * 26
        small = np.abs(sample(mid, x / 260, z / 260) - 0.5) * 30 + 0.25
        return np.minimum(np.minimum(main, ridge + 0.15), small + 0.2)

    def height(x, z):
        k = creek(x, z)
        bank = step(0.62, 1.25, k)
        return (
            bank * (0.75 + 0.5 * sample(mid, x / 80, z / 80) + 0.25 * sample(fine, x / 14, z / 14))
            - 0.35
            + 3.5 * step(1500, 2600, z) * step(0.45, 0.6, sample(low, x / 5000, z / 3000))
        ).astype(F)

    sun = (-0.9, 0.30, 0.55)
    look = sky(
        "#dfe6e6",
        "#3d74b4",
        sun=sun,
        sun_colour="#fff0d0",
        glow=0.45,
        clouds=0.60,
        cloud_light="#ffffff",
        cloud_dark="#8793a4",
        seed=107,
        band=0.30,
        scale=1.25,
    )
    t = ground(cam, height, near=18, far=9000, steps=1100)
    o, d = cam.rays()
    dn = d / np.linalg.norm(d, axis=-1, keepdims=True)
    img = look(dn)
    hit = t < 8900
    tt = t[hit]
    p = o + tt[:, None] * d[hit]
    wet = height(p[:, 0], p[:, 2]) < -0.12
    n = normals(height, p, np.maximum(tt * 0.0025, 0.05).astype(F))
    sd = np.asarray(sun, F) / np.linalg.norm(sun)
    lit = np.maximum(n @ sd, 0)
    a, b, c = (
        sample(low, p[:, 0] / 700, p[:, 2] / 700),
        sample(mid, p[:, 0] / 90, p[:, 2] / 90),
        sample(fine, p[:, 0] / 9, p[:, 2] / 16),
    )
    grass = mix(rgb("#5c6638"), rgb("#a3955a"), step(0.42, 0.62, a * 0.6 + b * 0.4))
    grass = mix(grass, rgb("#866446"), step(0.60, 0.72, sample(low, p[:, 0] / 420 + 0.4, p[:, 2] / 420)) * 0.7)
    grass = grass * (0.55 + 0.75 * c * step(900, 100, tt) + 0.375 * step(100, 900, tt))[:, None]
    edge = step(1.25, 0.72, creek(p[:, 0], p[:, 2]))
    grass = mix(grass, rgb("#3b3022"), edge * 0.85)
    cloudshade = 0.42 + 0.58 * step(0.40, 0.56, sample(field(108, 2.5), p[:, 0] / 4200, p[:, 2] / 3000))
    land = grass * ((lit * 2.9 * cloudshade)[:, None] * rgb("#fff0d2") + rgb("#9db4d6") * 0.55)
    w = waves(p, tt, 104, 0.5, 0.22)
    dd = dn[hit]
    r = dd - 2 * (dd * w).sum(-1, keepdims=True) * w
    r[:, 1] = np.abs(r[:, 1]) + 0.01
    r /= np.linalg.norm(r, axis=-1, keepdims=True)
    cosv = np.clip(-(dd * w).sum(-1), 0, 1)
    fres = np.clip(0.05 + 0.95 * (1 - cosv) ** 3, 0, 1)[:, None]
    sea = look(r) * fres + rgb("#2c3a36") * 0.6 * (1 - fres)
    img[hit] = np.where(wet[:, None], sea, land)
    img = haze(img, np.where(hit, t, 0), rgb("#c9d6e2") * 0.95, 0.00021)
    rng = np.random.default_rng(2)
    from .coast import gull

    for _ in range(9):
        gull(
            img,
            rng.uniform(0.55, 0.85) * cam.width,
            rng.uniform(0.2, 0.33) * cam.height,
            rng.uniform(7, 13),
            rng.uniform(-0.3, 0.3),
        )
    return finish(img, exposure=1.0, contrast=1.08, saturation=1.06, vignette=0.22, seed=41, glow=0.06)


def dry_reservoir():
    cam = camera(at=(0, 1.55, 0), focal=0.85, horizon=0.36)
    low, mid, fine = field(111, 3.0, low=2), field(112, 2.2, low=3), field(113, 1.3, low=6)
    rng = np.random.default_rng(12)
    n = 26
    jit = rng.random((n, n, 2)).astype(F)

    def cracks(x, z, size):
        """Distance to the nearest edge between plates, and the plate's number."""
        gx, gz = x / size, z / size
        ix, iz = np.floor(gx), np.floor(gz)
        d1 = np.full(x.shape, 9, F)
        d2 = np.full(x.shape, 9, F)
        ident = np.zeros(x.shape, F)
        for i in (-1, 0, 1):
            for k in (-1, 0, 1):
                cx, cz = (ix + i).astype(int) % n, (iz + k).astype(int) % n
                q = jit[cz, cx]
                dist = np.hypot(ix + i + q[..., 0] - gx, iz + k + q[..., 1] - gz)
                nearer = dist < d1
                d2 = np.where(nearer, d1, np.minimum(d2, dist))
                ident = np.where(nearer, q[..., 0], ident)
                d1 = np.where(nearer, dist, d1)
        return d2 - d1, ident

    def height(x, z):
        basin = 30 * step(0, 1, (np.abs(x + 20) - 95 + 34 * np.sin(z / 70)) / 170) * step(15, 150, z)
        far = 120 * step(300, 1300, z) * (0.25 + sample(low, x / 2600, z / 2600))
        return (basin * (0.85 + 0.4 * sample(mid, x / 160, z / 160)) + far + (sample(mid, x / 40, z / 40) - 0.5) * 0.6).astype(
            F
        ) - 0.05

    sun = (0.75, 0.5, 0.35)
    look = sky(
        "#e9dcc4",
        "#4d86bd",
        sun=sun,
        sun_colour="#fff0d0",
        glow=0.5,
        clouds=0.16,
        cloud_light="#ffffff",
        cloud_dark="#c0c0c4",
        seed=115,
        band=0.22,
    )
    t = ground(cam, height, near=1.2, far=6000, steps=1000)
    o, d = cam.rays()
    dn = d / np.linalg.norm(d, axis=-1, keepdims=True)
    img = look(dn)
    hit = t < 5900
    tt = t[hit]
    p = o + tt[:, None] * d[hit]
    warp = (sample(mid, p[:, 0] / 6, p[:, 2] / 6) - 0.5) * 0.5
    e1, id1, e2 = np.full(len(p), 9, F), np.full(len(p), 0.5, F), np.full(len(p), 9, F)
    near = tt < 140
    e1[near], id1[near] = cracks((p[:, 0] + warp)[near], (p[:, 2] + warp)[near], 0.75)
    near = tt < 22
    e2[near], _ = cracks((p[:, 0] + warp * 0.7 + 3.3)[near], (p[:, 2] - warp + 1.7)[near], 0.24)
    nn = normals(height, p, np.maximum(tt * 0.004, 0.1).astype(F))
    mud = mix(rgb("#b59a74"), rgb("#d8c4a0"), sample(mid, p[:, 0] / 5, p[:, 2] / 5)) * (0.8 + 0.35 * id1)[:, None]
    mud = mud * (0.82 + 0.36 * sample(fine, p[:, 0] / 1.6, p[:, 2] / 1.6))[:, None]
    on_flat = step(2.2, 0.7, p[:, 1]) * step(140, 25, tt)
    wide = 0.055 + tt * 0.0016
    k1 = (1 - step(wide * 0.55, wide * 1.5, e1)) * on_flat
    k2 = (1 - step(0.0, 0.05 + tt * 0.004, e2)) * on_flat * 0.35 * step(22, 5, tt)
    curl = step(wide * 1.2, wide * 4.5, e1)
    mud = mud * (1 - on_flat * 0.22 * (1 - curl))[:, None]
    crack = np.clip(k1 + k2, 0, 1)
    level = p[:, 1] + (sample(mid, p[:, 0] / 90, p[:, 2] / 90) - 0.5) * 1.2
    rings = 0.86 + 0.16 * np.sin(level * 5.2) * step(0.6, 2, p[:, 1])
    bank = mix(mud, rgb("#e2d6bd"), step(1, 6, level) * 0.75) * rings[:, None]
    scrub = step(0.5, 0.62, sample(fine, p[:, 0] / 60, p[:, 2] / 60) * 0.5 + sample(mid, p[:, 0] / 200, p[:, 2] / 200) * 0.5)
    above = step(19, 22.5, level)
    hillc = mix(rgb("#9a8550"), rgb("#4a5430"), scrub)
    ground_c = mix(bank, hillc, above)
    sd = np.asarray(sun, F) / np.linalg.norm(sun)
    lit = np.clip(nn @ sd, 0, 1) * shadow(height, p, sun, 120, 5)
    col = ground_c * (lit[:, None] * rgb("#ffeccc") * 3.0 + rgb("#8fb0dc") * 0.5)
    col = mix(col, rgb("#2a1d12") * 0.35, crack * 0.93)
    pool = step(
        0.16,
        0.02,
        height(p[:, 0], p[:, 2])
        + 0.05
        + np.abs(p[:, 0] + 26 - 12 * np.sin(p[:, 2] / 22)) / 70
        - step(48, 62, p[:, 2]) * step(190, 150, p[:, 2]) * 0.42,
    )
    w = waves(p, tt, 116, 0.4, 0.12)
    dd = dn[hit]
    r = dd - 2 * (dd * w).sum(-1, keepdims=True) * w
    r[:, 1] = np.abs(r[:, 1]) + 0.03
    r /= np.linalg.norm(r, axis=-1, keepdims=True)
    damp = step(0.5, 0.0, 1 - pool) * 1.0
    col = mix(col * (1 - 0.5 * np.clip(pool * 2, 0, 1) * (pool < 0.98))[:, None], look(r) * 0.75 + rgb("#4a6a5c") * 0.1, damp)
    img[hit] = col
    img = haze(img, np.where(hit, t, 0), rgb("#d9d8d2"), 0.00042)
    # a stranded boat and its long shadow
    s = Stage()
    s.sun_dir, s.sun_colour = sun, rgb("#ffeccc") * 3.0
    s.sun_centre, s.sun_radius = (4.2, 0, 13), 9
    s.sky_light, s.ground_light = rgb("#8fb0dc") * 0.5, rgb("#c0a070") * 0.4
    s.floor("#808080", y=-0.03)
    from .coast import rowboat

    rowboat(s, 4.3, 12.2, -52)
    sun_map_stage(s, cam, img, t)
    return finish(img, exposure=0.95, contrast=1.08, saturation=0.98, vignette=0.28, seed=42, glow=0.06)


def sun_map_stage(s: Stage, cam, img, t, strength=0.62):
    """Stand a small stage into a landscape: its things, and their shadows on the ground that is already there."""
    sun = Sun(s.sun_dir, s.sun_centre, s.sun_radius)
    depth = s.cast(sun, shadow=True).t
    o, d = cam.rays()
    near = t < np.linalg.norm(np.asarray(s.sun_centre)) + s.sun_radius * 2
    p = o + t[near][:, None] * d[near]
    lit = sun.lit(depth, p, s.sun_radius * 0.004, 1)
    img[near] *= (1 - strength * (1 - lit))[:, None]
    b = s.cast(cam, skip_floor=True)
    lay = s.shade(cam, b, depth, sun)
    on = (b.t < FAR) & (b.t < t + 0.6)
    img[on] = lay[on]
    return on


def wind_turbines():
    cam = camera(at=(0, 185, 0), focal=1.35, horizon=0.46)
    low, mid = field(121, 3.0, low=2), field(122, 2.2, low=3)

    def height(x, z):
        broad = sample(low, x / 7000 + z / 26000 + 0.21, z / 4200)
        near = step(150, 1300, z) * 0.8 + 0.2
        return (
            (broad - 0.5) * 330 * near
            - 30 * (1 - near)
            + (sample(mid, x / 2600, z / 1500) - 0.5) * 90 * near
            + (sample(mid, x / 400, z / 400) - 0.5) * 8
        ).astype(F)

    sun = (0.55, 0.14, 1)
    look = sky(
        "#ffd9a8",
        "#7fa4cc",
        sun=sun,
        sun_colour="#ffd08c",
        glow=1.1,
        disc=0,
        clouds=0.12,
        cloud_light="#ffe8cc",
        cloud_dark="#c8b8c0",
        seed=124,
        band=0.22,
    )
    t = ground(cam, height, near=150, far=16000, steps=1100)
    o, d = cam.rays()
    dn = d / np.linalg.norm(d, axis=-1, keepdims=True)
    img = look(dn)
    hit = t < 15900
    tt = t[hit]
    p = o + tt[:, None] * d[hit]
    n = normals(height, p, np.maximum(tt * 0.006, 2).astype(F))
    sd = np.asarray(sun, F) / np.linalg.norm(sun)
    tree = sample(field(123, 1.2, low=8), p[:, 0] / 500, p[:, 2] / 500)
    col = (
        mix(rgb("#2c3a24"), rgb("#6a6a3a"), step(0.45, 0.6, sample(mid, p[:, 0] / 1300, p[:, 2] / 1300)))
        * (0.5 + tree)[:, None]
    )
    lit = np.clip(n @ sd, 0, 1)
    img[hit] = col * (lit[:, None] * rgb("#ffd9a0") * 3 + rgb("#8fa8cc") * 0.5)
    s = Stage()
    s.sky_light, s.ground_light, s.ao = rgb("#b8c4d8") * 0.9, rgb("#a89888") * 0.4, 0
    s.sun_dir, s.sun_colour = sun, rgb("#ffd9a0") * 1.6
    rng = np.random.default_rng(4)
    spots = [
        (-240, 760),
        (150, 1150),
        (420, 1600),
        (-750, 2300),
        (880, 2900),
        (-200, 3000),
        (-1500, 3900),
        (300, 4300),
        (1500, 4600),
    ]
    for _i, (x, z) in enumerate(spots):
        best = max(
            (height(np.array([x + a], F), np.array([z + b2], F))[0], x + a, z + b2)
            for a in range(-160, 161, 40)
            for b2 in range(-160, 161, 40)
        )
        y, x, z = best
        hub = np.array([x, y + 95, z])
        s.beam((x, y - 6, z), hub, 2.5, "#e8e8e4", r2=1.5)
        s.beam(hub + [-0.5, 1.6, -4.5], hub + [0.5, 1.6, 5], 2.2, "#e4e4e0")
        a0 = rng.uniform(0, 2.1)
        for k in range(3):
            a = a0 + k * 2.0944
            c = np.array([np.sin(a) * 0.97, np.cos(a), np.sin(a) * -0.24])
            s.beam(hub + [0, 1.6, -5], hub + [0, 1.6, -5] + c * 14, 1.2, "#f0f0ec", r2=1.9)
            s.beam(hub + [0, 1.6, -5] + c * 14, hub + [0, 1.6, -5] + c * 54, 1.9, "#f0f0ec", r2=0.35)
        s.ball(*(hub + [0, 1.6, -5.4]), 2.4, "#e8e8e4")
    b = s.cast(cam)
    lay = s.shade(cam, b)
    on = b.t < np.where(hit, t * 1.02, FAR)
    img = np.where(on[..., None], lay, img)
    tall = np.where(on, b.t, np.where(hit, t, FAR))
    # mist fills the valleys: thick below a wandering level, thin above
    fogc = look(dn) * 0.35 + rgb("#f2d8bc") * 0.75
    y1 = cam.o[1] + np.minimum(tall, 20000) * d[..., 1]
    px, pz = cam.o[0] + np.minimum(tall, 20000) * d[..., 0], np.minimum(tall, 20000) * d[..., 2]
    lvl = -8 + 70 * (sample(low, px / 5200 + 0.3, pz / 5200) - 0.4) + 34 * (sample(mid, px / 1500, pz / 1500) - 0.5)
    k_low = step(1, 0, (y1 - lvl) / 46) * step(200, 1500, tall) * (tall < FAR)
    k_air = 1 - np.exp(-np.minimum(tall, 20000) * 0.00011)
    k = np.clip(1 - (1 - k_low * 0.96) * (1 - k_air * (tall < FAR)), 0, 1)
    img = img * (1 - k[..., None]) + fogc * k[..., None]
    return finish(img, exposure=0.92, contrast=1.1, saturation=1.0, vignette=0.22, seed=43, glow=0.14)


def baghouz_plain():
    cam = camera(at=(0, 2.7, 0), focal=1.35, horizon=0.40)
    low, mid, fine = field(131, 2.8, low=2), field(132, 2.0, low=3), field(133, 1.1, low=6)

    def height(x, z):
        return (
            (sample(mid, x / 120, z / 120) - 0.5) * 1.6 * step(10, 60, z)
            + (sample(fine, x / 9, z / 9) - 0.5) * 0.05
            + 34 * step(900, 2600, z) * sample(low, x / 5200, z / 5000)
        ).astype(F) - 0.2

    sun = (-0.8, 0.42, 0.55)
    look = sky(
        "#dccbb0",
        "#93a6b8",
        sun=sun,
        sun_colour="#fff0d8",
        glow=0.7,
        clouds=0.22,
        cloud_light="#f2e8d8",
        cloud_dark="#b8b0a8",
        seed=134,
        band=0.3,
    )
    t = ground(cam, height, near=3, far=6000, steps=1000)
    o, d = cam.rays()
    dn = d / np.linalg.norm(d, axis=-1, keepdims=True)
    img = look(dn)
    hit = t < 5900
    tt = t[hit]
    p = o + tt[:, None] * d[hit]
    n = normals(height, p, np.maximum(tt * 0.003, 0.05).astype(F))
    sd = np.asarray(sun, F) / np.linalg.norm(sun)
    a, b, c = (
        sample(low, p[:, 0] / 300, p[:, 2] / 300),
        sample(mid, p[:, 0] / 22, p[:, 2] / 22),
        sample(fine, p[:, 0] / 3, p[:, 2] / 3),
    )
    sand = (
        mix(rgb("#a98a60"), rgb("#cdb68c"), step(0.3, 0.7, a * 0.5 + b * 0.5))
        * (0.86 + 0.27 * c * step(50, 5, tt) + 0.135 * step(5, 50, tt))[:, None]
    )
    rut = np.minimum(np.abs(p[:, 0] - 1.0 + 3 * np.sin(p[:, 2] / 31)), np.abs(p[:, 0] - 3.1 + 3 * np.sin(p[:, 2] / 31)))
    sand = sand * (1 - 0.32 * step(0.42, 0.12, rut + (c - 0.5) * 0.3))[:, None]
    tuft = step(0.66, 0.74, sample(fine, p[:, 0] / 14 + 0.2, p[:, 2] / 14)) * step(0.5, 0.6, a)
    sand = mix(sand, rgb("#6a6a3c"), tuft * 0.7)
    green = step(700, 1000, tt) * step(0.42, 0.6, sample(mid, p[:, 0] / 1500, p[:, 2] / 900))
    sand = mix(sand, rgb("#5c6a3c"), green * 0.8)
    lit = np.clip(n @ sd, 0, 1)
    img[hit] = sand * (lit[:, None] * rgb("#ffe9c8") * 2.9 + rgb("#a0b4d0") * 0.5)
    s = Stage()
    s.sun_dir, s.sun_colour, s.sun_centre, s.sun_radius = sun, rgb("#ffe9c8") * 2.6, (0, 1, 40), 48
    s.sky_light, s.ground_light = rgb("#a0b4d0") * 0.6, rgb("#b8946a") * 0.45
    s.sun_soft = 2
    rng = np.random.default_rng(7)
    # the low encampment: tents, sheets, earth walls, a few pick-ups, all far away
    for _ in range(260):
        x, z = rng.normal(10, 75), rng.uniform(190, 420)
        w, h, dd = rng.uniform(4, 8), rng.uniform(1.9, 3.3), rng.uniform(3, 7)
        y = height(np.array([x], F), np.array([z], F))[0] - 0.3
        col = ("#e4dfd2", "#8a9aa8", "#b8a888", "#6a7a90", "#c9c0ae", "#7a6a58", "#a84a3a", "#d8d4c8")[int(rng.integers(8))]
        if rng.random() < 0.7:
            s.poly([(x - w / 2, y, z), (x, y + h, z), (x + w / 2, y, z)], col)
            s.poly([(x - w / 2, y, z), (x, y + h, z), (x, y + h, z + dd), (x - w / 2, y, z + dd)], col)
            s.poly([(x, y + h, z), (x + w / 2, y, z), (x + w / 2, y, z + dd), (x, y + h, z + dd)], col)
        else:
            s.box(
                x,
                y,
                z,
                w * rng.uniform(0.7, 1.6),
                h * 0.9,
                dd,
                ("#8a7456", "#9a8464", "#d8d8d4")[int(rng.integers(3))],
                yaw=rng.uniform(0, 60),
            )
    robes = ("#17151a", "#1c1a20", "#141218", "#2a2430", "#23201c", "#3a3028", "#5a5048")
    spots = [
        (-3.2, 13.0),
        (-2.1, 13.8),
        (-2.65, 12.6),
        (1.9, 17.5),
        (3.0, 18.0),
        (5.6, 22),
        (6.4, 23),
        (0.2, 25),
        (-0.9, 25.6),
        (-6.5, 26),
        (-7.6, 27),
        (3.4, 31),
        (4.4, 31.5),
        (5.3, 33),
        (-2.6, 36),
        (-3.7, 37),
        (1.0, 42),
        (2.2, 43),
        (8, 41),
        (9.2, 42),
        (-8, 48),
        (-6.8, 49),
        (4.0, 55),
        (5.1, 56),
        (0.5, 62),
        (-0.8, 63),
        (2.2, 71),
        (-4, 74),
        (7, 80),
        (3, 92),
        (4.2, 93),
        (-1, 108),
        (0.6, 110),
        (6, 130),
        (4, 150),
        (2, 170),
    ]
    for i, (x, z) in enumerate(spots):
        y = height(np.array([x], F), np.array([z], F))[0]
        kid = i in (2, 10, 13, 19, 24)
        turn = 18 + rng.uniform(-14, 22)
        woman = i % 5 != 3
        bundle = ("", "head", "#8a7a66", "", "#6a5a50")[i % 5] if not kid else ""
        if woman and not kid:
            sp = person(
                turn=turn,
                walk=(i * 0.37) % 1,
                robe=robes[i % 5],
                scarf=robes[i % 4],
                coat=robes[i % 5],
                bundle=bundle,
                seed=i,
                tall=400 if z < 30 else 200,
            )
        elif kid:
            sp = person(
                turn=turn, walk=(i * 0.29) % 1, child=True, coat=("#8a3a34", "#3a5a7a", "#a88a4a")[i % 3], seed=i, tall=340
            )
        else:
            sp = person(
                turn=turn,
                walk=(i * 0.41) % 1,
                robe="#b8a88a" if i % 2 else "#5a5248",
                coat="#6a6052",
                scarf="#b84a40" if i % 3 else "#d8d0c0",
                bundle="#7a6a58",
                seed=i,
                tall=400 if z < 30 else 200,
            )
        s.card(sp, x, y, z, 1.12 if kid else rng.uniform(1.56, 1.72))
    sun_map_stage(s, cam, img, t, strength=0.6)
    b = s.cast(cam)
    tall = np.minimum(b.t, t)
    img = haze(img, np.where(tall < 5900, tall, 0), rgb("#d6c4a4") * 0.98, 0.0008)
    y, x = np.mgrid[0 : cam.height, 0 : cam.width].astype(F)
    u, v = x / cam.width, (cam.cy - y) / cam.height
    puff, det = field(135, 2.6, low=2), field(136, 1.6, low=5)
    sm = np.zeros(u.shape, F)
    for bx, w0, lean, top, k in ((0.63, 0.012, 0.55, 0.34, 0.85), (0.80, 0.008, 0.6, 0.22, 0.6), (0.30, 0.006, 0.5, 0.14, 0.4)):
        cx = bx + lean * np.maximum(v, 0) ** 1.35 + (sample(puff, v * 1.3 + bx, 0 * v) - 0.5) * 0.07 * v * 3
        w = w0 + 0.28 * np.maximum(v, 0) ** 1.25
        nz = sample(puff, u * 1.1 + bx, y / cam.height * 1.4) * 0.65 + sample(det, u * 1.8, v * 2.2 + bx) * 0.35
        e = np.abs(u - cx) / w
        sm = np.maximum(
            sm, k * step(1.35, 0.1, e + (nz - 0.5) * 1.9) * step(top * 1.2, top * 0.3, v + (nz - 0.5) * 0.15) * (v > -0.004)
        )
    shade = 0.75 + 0.5 * (sample(puff, u * 1.1 - 0.02, v * 1.4) - 0.4)
    img = mix(img, rgb("#4a433e") * shade[..., None] * 1.2, sm * np.where(tall < 1500, 0, 1) * 0.92)
    dust = sample(puff, u * 0.7, v * 2) * step(0.12, 0.0, np.abs(v + 0.005))
    img = mix(img, rgb("#dcc8a6") * 0.95, np.clip(dust * 0.55, 0, 1) * step(30, 120, tall))
    return finish(img, exposure=0.92, contrast=1.1, saturation=0.86, vignette=0.3, seed=44, glow=0.08, grain=0.024)
