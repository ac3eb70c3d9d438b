"""Streets and public places: wet evening, courthouse, market, platform."""

import itertools

import numpy as np

from ..noise import F, cells, field, rgb, sample, step
from ..people import person
from ..scene import Stage
from ..shoot import TALL, camera, finish
from ..sky import sky
from .surfaces import brick_front, paving, stone


def rain_street():
    s = Stage()
    rng = np.random.default_rng(71)
    front = s.material(brick_front(night=True, seed=7))

    def asphalt(p, n, c):
        a = sample(field(71, 1.3), p[:, 0] / 4, p[:, 2] / 4)
        b = sample(field(72, 2.4), p[:, 0] / 14, p[:, 2] / 14)
        return c * (0.6 + 0.5 * a + 0.3 * b)[:, None]

    road = s.material(asphalt)
    s.floor("#16181c", gloss=1.0, mat=road)
    s.patchy = lambda p: 0.35 + 0.75 * step(0.40, 0.62, sample(field(73, 2.3), p[..., 0] / 11, p[..., 2] / 17))
    s.fresnel, s.mirror_blur, s.wobble = 0.55, (3, 26), 0.004
    for side in (-1, 1):
        s.box(side * 9.6, 0, 80, 5.2, 0.16, 170, "#3a3a3c")
        z = 2.0
        while z < 120:
            w = rng.uniform(7, 13)
            h = rng.uniform(9, 19)
            c = ("#5a3028", "#6a5a4a", "#4a4c50", "#7a6450", "#3a2a28")[int(rng.integers(5))]
            s.box(side * 17, 0, z + w / 2, 10, h, w - 0.05, c, mat=front)
            s.box(side * 17, h, z + w / 2, 10.5, 0.5, w, "#2a2826")
            shop = ("#ffcf88", "#ffe2b4", "#ff9a70", "#bfe0ff", "#ffd0a0")[int(rng.integers(5))]
            on = rng.random() < 0.8
            s.box(side * 11.98, 0.5, z + w / 2, 0.12, 2.4, w * 0.72, shop, glow=float(rng.uniform(0.8, 2.2)) if on else 0.03)
            for k in range(4):
                s.box(side * 11.9, 0.4, z + w * (0.14 + 0.24 * k), 0.12, 2.7, 0.14, "#1a1614")
            if on:
                s.lamp((side * 10.6, 2.2, z + w / 2), shop, 5.0, 1.5)
            aw = ("#7a2420", "#24483a", "#2a3a5a", "#8a6a2a")[int(rng.integers(4))]
            if rng.random() < 0.7:
                s.poly(
                    [
                        (side * 11.9, 3.6, z + w * 0.1),
                        (side * 10.3, 3.0, z + w * 0.1),
                        (side * 10.3, 3.0, z + w * 0.9),
                        (side * 11.9, 3.6, z + w * 0.9),
                    ],
                    aw,
                )
            if rng.random() < 0.5:
                s.box(
                    side * 11.4,
                    4.0,
                    z + w * 0.2,
                    0.8,
                    0.55,
                    0.14,
                    ("#d8584a", "#4a9ac8", "#e0b860")[int(rng.integers(3))],
                    glow=1.3,
                )
            z += w
        for z in np.arange(8, 110, 13.0):
            s.post(side * 7.5, 0, z, 0.09, 5.0, "#15171a")
            s.beam((side * 7.5, 5, z), (side * 6.5, 5.3, z), 0.06, "#15171a")
            s.ball(side * 6.4, 5.2, z, 0.26, "#ffdcaa", glow=16)
            s.lamp((side * 6.3, 4.9, z), "#ffc890", 15, 1.0)
    # traffic: oncoming headlights at the left, tail lights at the right
    for i, (x, z, coming) in enumerate(
        (
            (-2.4, 19, True),
            (-2.6, 34, True),
            (-2.3, 52, True),
            (2.5, 25, False),
            (2.6, 40, False),
            (2.4, 62, False),
            (-2.5, 80, True),
            (2.5, 90, False),
        )
    ):
        paint = ("#1a1e26", "#3a1c1c", "#2a2e30", "#c8c8c4", "#22303e")[i % 5]
        s.box(x, 0.35, z, 1.8, 0.62, 4.3, paint)
        s.box(x, 0.97, z + 0.1, 1.5, 0.50, 2.3, "#0c1014")
        s.box(x, 1.44, z + 0.1, 1.46, 0.07, 2.0, paint)
        zf = z - 2.17
        for k in (-0.62, 0.62):
            if coming:
                s.ball(x + k, 0.68, zf, 0.13, "#fff4dc", glow=40)
            else:
                s.box(x + k, 0.62, zf, 0.34, 0.16, 0.06, "#ff2414", glow=9)
            for zz in (z - 1.35, z + 1.35):
                s.post(x + k * 1.28, 0, zz, 0.3, 0.6, "#0a0a0a")
        if coming:
            s.lamp((x, 0.8, zf - 1.6), "#fff0d0", 10, 0.6)
        else:
            s.lamp((x, 0.7, zf - 0.7), "#ff3020", 2.5, 0.4)
    umb = ("#16181c", "#8a1c1c", "#1c2c4a", "#16181c", "#a8782a", "#16181c", "#204a40")
    walkers = [
        (-8.2, 11.5, 170),
        (8.6, 9.2, 185),
        (9.3, 15, 8),
        (-9.2, 17, 5),
        (7.9, 21, 178),
        (-8.4, 25, 182),
        (9.4, 29, 0),
        (-9.6, 33, 176),
        (8.3, 38, 0),
    ]
    for i, (x, z, turn) in enumerate(walkers):
        s.card(
            person(
                turn=turn + rng.uniform(-12, 12),
                walk=(0.1 + i * 0.31) % 1,
                long_coat=i % 2 == 0,
                arms="hold",
                seed=40 + i,
                coat=("#1c2026", "#2c2420", "#202a34", "#3a2c22")[i % 4],
                umbrella=umb[i % 7],
                bag="#2a2018" if i % 3 == 0 else "",
                tall=420 if z < 20 else 200,
            ),
            x,
            0.16,
            z,
            1.72,
        )
    s.card(
        person(turn=178, walk=0.22, long_coat=True, arms="hold", seed=60, coat="#b89a5a", umbrella="#a81e22", tall=560),
        1.05,
        0,
        8.3,
        1.70,
    )
    s.sky_light, s.ground_light = rgb("#4a5a80") * 0.20, rgb("#8a6a50") * 0.10
    s.sky = sky("#3a4666", "#141a2c", clouds=0.7, cloud_light="#3a4664", cloud_dark="#1c2236", seed=74, band=0.4)
    s.fog = (rgb("#56607e") * 0.42, 0.0095, 14)
    cam = camera(at=(0.2, 1.9, 0), yaw=0, focal=0.92, horizon=0.47)
    img, t = s.render(cam)
    y, x = np.mgrid[0 : cam.height, 0 : cam.width].astype(F)
    streak = sample(field(75, 0.5, low=30), x / 1500 + y / 22000, y / 15000)
    img = img * (1 + 0.9 * step(0.62, 0.95, streak)[..., None] * 0.5) + (step(0.66, 1, streak) * 0.012)[..., None]
    return finish(
        img,
        depth=t,
        sharp=8.3,
        lens=52,
        most=13,
        exposure=1.75,
        contrast=1.06,
        saturation=1.05,
        vignette=0.35,
        seed=61,
        glow=0.2,
        threshold=1.2,
        grain=0.028,
    )


def courthouse_steps():
    s = Stage()
    st = s.material(stone)
    s.floor("#a8a296", mat=s.material(paving(2.2)))
    n, rise, run = 22, 0.165, 0.42
    for i in range(n):
        s.box(0, 0, 16 + i * run + 20, 46, rise * (i + 1), 40, "#cfc6b4", mat=st)
    top, z0 = n * rise, 16 + n * run
    zc = z0 + 2.2
    for k in range(8):
        x = -17.5 + k * 5
        s.box(x, top, zc, 2.3, 0.35, 2.3, "#cfc6b4", mat=st)
        s.post(x, top + 0.35, zc, 1.04, 0.3, "#cfc6b4", mat=st)
        h = 11.0
        for j in range(10):
            s.post(x, top + 0.65 + j * h / 10, zc, 0.90 - 0.012 * j, h / 10 + 0.01, "#d4ccba", mat=st)
        s.post(x, top + 0.65 + h, zc, 1.0, 0.35, "#cfc6b4", mat=st)
        s.box(x, top + 1.0 + h, zc, 2.2, 0.4, 2.2, "#cfc6b4", mat=st)
    y = top + 12.0 + 0.4
    s.box(0, y, zc, 40, 1.5, 2.6, "#cfc6b4", mat=st)
    s.box(0, y + 1.5, zc, 40.8, 0.4, 3.4, "#d8d0be", mat=st)
    s.box(0, y + 1.9, zc, 40, 1.2, 2.6, "#cfc6b4", mat=st)
    for k in range(64):
        s.box(-19.8 + k * 0.63, y + 3.1 - 0.1, zc - 1.35, 0.3, 0.32, 0.5, "#d8d0be", mat=st)
    s.box(0, y + 3.3, zc, 42, 0.55, 4.2, "#d8d0be", mat=st)
    s.poly([(-21, y + 3.85, zc - 1.4), (0, y + 9.6, zc - 1.4), (21, y + 3.85, zc - 1.4)], "#c8bfac", mat=st)
    for sd in (-1, 1):
        for j in range(12):
            a, b = j / 12, (j + 1) / 12
            s.beam(
                (sd * 21.4 * (1 - a), y + 3.95 + 5.9 * a, zc - 2),
                (sd * 21.4 * (1 - b), y + 3.95 + 5.9 * b, zc - 2),
                0.4,
                "#d8d0be",
            )
    zw = zc + 5
    s.box(0, top, zw + 0.5, 44, 14, 1, "#b8ae9c", mat=st)
    for k in range(7):
        x = -15 + k * 5
        if k == 3:
            s.box(x, top, zw - 0.05, 2.6, 6.2, 0.2, "#2a1c14")
            s.box(x, top, zw - 0.1, 0.08, 6.2, 0.2, "#6a4a2a")
            s.box(x, top + 6.2, zw - 0.1, 3.2, 0.5, 0.4, "#cfc6b4")
        else:
            s.box(x, top + 1.4, zw - 0.05, 1.8, 5.0, 0.2, "#161c22")
            s.box(x, top + 6.4, zw - 0.1, 2.5, 0.4, 0.4, "#cfc6b4")
            s.box(x, top + 1.0, zw - 0.1, 2.5, 0.4, 0.5, "#cfc6b4")
    for sd in (-1, 1):
        s.box(sd * 24.5, 0, 22, 4, top + 0.3, 20, "#c4bba8", mat=st)
        s.box(sd * 24.5, top + 0.3, 14, 2.2, 0.4, 2.2, "#d8d0be", mat=st)
        s.post(sd * 24.5, top + 0.7, 14, 0.12, 3.0, "#20261f")
        for a in (0, 120, 240):
            s.ball(sd * 24.5 + 0.5 * np.cos(np.radians(a)), top + 3.9, 14 + 0.5 * np.sin(np.radians(a)), 0.28, "#eeeae0")
    for xr in (-8.5, 8.5):
        s.beam((xr, 0.95, 16), (xr, top + 0.95, z0), 0.045, "#3a3026")
        for i in range(0, n + 1, 4):
            s.beam((xr, rise * i, 16 + run * i), (xr, rise * i + 0.95, 16 + run * i), 0.035, "#3a3026")

    def at(i):
        return rise * (i + 1), 16 + i * run + 0.2

    folks = (
        (-2.4, 5, 172, 0.15, "#1c2430", {"bag": "#3a2414"}),
        (-1.5, 6, 185, 0.6, "#2a2a30", {"hair_style": "long", "dress": "#24242c"}),
        (4.6, 13, 160, 0.3, "#4a3b30", {}),
        (6.3, 9, 12, 0.8, "#20262e", {"bag": "#1a1a1a"}),
        (-6.4, 15, 20, 0.45, "#5a2a28", {"hair_style": "bun", "long_coat": True}),
        (12.2, 17, 175, 0.7, "#30363e", {}),
        (13.1, 17, 190, 0.2, "#6b6455", {"hair_style": "long"}),
        (-13.5, 11, 8, 0.05, "#283a5a", {}),
    )
    for i, (x, k, turn, walk, coat, kw) in enumerate(folks):
        yy, zz = at(k)
        s.card(person(turn=turn, walk=walk, coat=coat, seed=80 + i, tall=300, **kw), x, yy, zz, 1.72 + 0.06 * (i % 3))
    for i, x in enumerate((-4.6, 0.8, 2.0)):
        s.card(
            person(turn=(150, 40, 330)[i], seed=95 + i, coat=("#1c1c22", "#2c3444", "#1c2226")[i], tall=260),
            x,
            top,
            z0 + 0.6,
            1.76,
        )
    rng = np.random.default_rng(8)
    for i, x in enumerate((-15.4, -14.9, -15.9, 15.0)):
        yy, zz = at(3 if i < 3 else 6)
        s.card(
            person(turn=float(rng.uniform(0, 360)), seed=110 + i, tall=300, arms="phone" if i == 3 else "down"),
            x,
            yy,
            zz + 0.02 * i,
            1.7,
        )
    for i in range(26):
        s.card(PIGEON, rng.uniform(-9, 10), 0, rng.uniform(9.5, 14), 0.28, flip=bool(i % 2))
    s.sun_dir, s.sun_colour = (-0.62, 0.66, -0.48), rgb("#fff0d2") * 3.4
    s.sun_centre, s.sun_radius = (0, 8, 26), 34
    s.sky_light, s.ground_light = rgb("#8fb2e4") * 0.62, rgb("#c8b494") * 0.42
    s.sky = sky(
        "#b8d2ec", "#2c66b4", sun=s.sun_dir, clouds=0.26, cloud_light="#ffffff", cloud_dark="#b0bccc", seed=92, band=0.42
    )
    cam = camera(at=(-6.5, 1.5, -6.5), yaw=11, focal=0.78, horizon=0.78)
    img, _t = s.render(cam)
    return finish(img, exposure=0.92, contrast=1.1, saturation=1.0, vignette=0.22, seed=62, glow=0.06)


def _pigeon():
    from ..people import Clay

    c = Clay()
    grey, dark = rgb("#5a626c"), rgb("#2c3440")
    c.chain([[-0.5, 0.38, 0], [-0.1, 0.42, 0], [0.25, 0.52, 0]], [0.08, 0.22, 0.17], grey)
    c.limb([-0.3, 0.45, 0.1], [-0.62, 0.36, 0.1], 0.12, 0.04, dark)
    c.chain([[0.25, 0.55, 0], [0.34, 0.78, 0]], [0.13, 0.1], dark)
    c.limb([0.38, 0.8, 0], [0.52, 0.76, 0], 0.05, 0.015, dark)
    for x in (-0.02, 0.12):
        c.limb([x, 0.25, 0], [x, 0.02, 0], 0.025, 0.025, rgb("#8a4a40"))
    return c.relief(60, width=1.5)


PIGEON = _pigeon()


def market_stalls():
    s = Stage()
    rng = np.random.default_rng(131)
    s.floor("#6a6258", mat=s.material(paving(0.62)), gloss=0.25)
    s.patchy = lambda p: step(0.45, 0.65, sample(field(132, 2.2), p[..., 0] / 6, p[..., 2] / 6))
    s.mirror_blur = (4, 18)

    def striped(p, n, c):
        k = np.floor(p[:, 2] / 0.34) % 2
        out = np.where((k > 0.5)[:, None], c, rgb("#e8e2d2"))
        return out * (0.86 + 0.25 * sample(field(133, 2), p[:, 0] / 5, p[:, 2] / 5))[:, None]

    def crates(p, n, c):
        return (
            c
            * (0.55 + 0.6 * (np.abs((p[:, 1] / 0.11) % 1 - 0.5) < 0.36))[:, None]
            * (0.7 + 0.5 * sample(field(134, 1.5), p[:, 0] / 3, p[:, 2] / 2))[:, None]
        )

    aw, cr = s.material(striped), s.material(crates)
    fruit = ("#c8201c", "#e8861c", "#e8c21c", "#4a8a24", "#7a1c3a", "#b8d048", "#8a2a1a", "#d8d0b0", "#5a2a5a", "#f0a428")
    for side in (-1, 1):
        for i in range(9):
            z0 = 2.2 + i * 4.1
            col = ("#a8241f", "#1f5a3c", "#24487a", "#b8741c")[(i + (side > 0) * 2) % 4]
            x0 = side * 2.1
            s.poly(
                [
                    (x0 + side * 2.7, 3.1, z0),
                    (x0 - side * 0.35, 2.35, z0),
                    (x0 - side * 0.35, 2.35, z0 + 3.8),
                    (x0 + side * 2.7, 3.1, z0 + 3.8),
                ],
                col,
                mat=aw,
            )
            s.poly(
                [
                    (x0 - side * 0.35, 2.36, z0),
                    (x0 - side * 0.35, 2.36, z0 + 3.8),
                    (x0 - side * 0.36, 2.14, z0 + 3.8),
                    (x0 - side * 0.36, 2.14, z0),
                ],
                col,
                mat=aw,
            )
            for zz in (z0 + 0.05, z0 + 3.75):
                s.beam((x0 - side * 0.28, 0, zz), (x0 - side * 0.28, 2.4, zz), 0.03, "#c8c4ba")
                s.beam((x0 + side * 2.6, 0, zz), (x0 + side * 2.6, 3.1, zz), 0.03, "#8a8680")
            s.box(x0 + side * 2.75, 0, z0 + 1.9, 0.05, 3.0, 3.8, ("#3a4a44", "#5a4a3a", "#3c4454")[i % 3])
            s.lamp((x0 + side * 0.9, 2.35, z0 + 1.9), "#ffd9a0", 2.6, 0.5)
            s.ball(x0 + side * 0.9, 2.45, z0 + 1.9, 0.08, "#ffe6c0", glow=14)
            for tier in range(3):
                xx = x0 + side * (0.12 + tier * 0.52)
                yy = 0.52 + tier * 0.2
                for k in range(5):
                    zc = z0 + 0.45 + k * 0.74
                    s.box(xx, yy - 0.12, zc, 0.48, 0.2, 0.68, "#8a6a42", mat=cr, yaw=0)
                    kind = fruit[int(rng.integers(10))]
                    r = rng.uniform(0.04, 0.062)
                    near = z0 < 14
                    if near:
                        for a in np.arange(-0.19, 0.2, r * 1.75):
                            for b in np.arange(-0.28, 0.29, r * 1.75):
                                hgt = 0.06 * np.cos(a * 5) * np.cos(b * 4)
                                s.ball(
                                    xx + a + rng.uniform(-0.01, 0.01),
                                    yy + 0.08 + hgt + rng.uniform(-0.008, 0.008),
                                    zc + b + rng.uniform(-0.01, 0.01),
                                    r,
                                    rgb(kind) * rng.uniform(0.7, 1.15),
                                )
                    else:
                        s.box(xx, yy + 0.08, zc, 0.42, 0.07, 0.6, kind)
            s.box(x0 + side * 0.5, 0, z0 + 1.9, 1.5, 0.42, 3.7, ("#2c3a34", "#3a2c24", "#2a2e3a")[i % 3])
    shoppers = [
        (-0.75, 5.4, 178, 0.2, {"bag": "#b8a074", "hair_style": "long"}),
        (0.55, 6.6, 200, None, {"arms": "front", "hair_style": "bun"}),
        (1.15, 9.4, 100, None, {"arms": "front"}),
        (-1.2, 9.8, 260, None, {"arms": "one", "hat": "#3a3a34"}),
        (0.1, 11.5, 5, 0.6, {"bag": "#4a6a3a", "scarf": "#8a3a4a"}),
        (-0.5, 14.5, 175, 0.4, {}),
        (0.8, 15.2, 182, 0.9, {"hair_style": "tail"}),
        (-1.0, 18, 0, 0.3, {}),
        (0.4, 20, 170, 0.7, {}),
        (1.2, 22, 90, None, {}),
        (-0.4, 24, 0, 0.1, {}),
        (0.7, 27, 180, 0.5, {}),
        (-1, 29, 180, 0.2, {}),
        (0.1, 33, 0, 0.8, {}),
    ]
    coats = ("#3c5a50", "#8a3a2c", "#2c3a5a", "#6a5a40", "#7a2c44", "#40444a", "#a8884a")
    for i, (x, z, turn, walk, kw) in enumerate(shoppers):
        s.card(
            person(
                turn=turn, walk=walk, seed=140 + i, coat=coats[i % 7], long_coat=i % 3 == 0, tall=480 if z < 10 else 240, **kw
            ),
            x,
            0,
            z,
            1.62 + 0.05 * (i % 4),
        )
    for i, (x, z) in enumerate(((3.3, 4.6), (-3.2, 7.6), (3.4, 12.4), (-3.3, 16))):
        s.card(
            person(
                turn=-90 if x > 0 else 90, seed=160 + i, coat="#d8d4c8", arms="front", hat="#d8d4c8" if i % 2 else "", tall=360
            ),
            x,
            0.1,
            z,
            1.72,
        )
    # iron roof with glass
    for z in np.arange(0, 40, 4.1):
        for sd in (-1, 1):
            s.beam((sd * 5.2, 0, z), (sd * 5.2, 5.0, z), 0.1, "#2c3a38")
            pts = [np.array([5.2 * np.cos(a) * sd, 5.0 + 2.6 * np.sin(a), z]) for a in np.linspace(0, np.pi / 2, 9)]
            for p0, p1 in itertools.pairwise(pts):
                s.beam(p0, p1, 0.07, "#2c3a38")
        s.beam((-5.2, 5.0, z), (5.2, 5.0, z), 0.05, "#2c3a38")
    for x, y in ((0, 7.6), (-2.6, 7.25), (2.6, 7.25), (-4.5, 6.3), (4.5, 6.3)):
        s.beam((x, y, 0.5), (x, y, 44), 0.05, "#2c3a38")
    for sd in (-1, 1):
        s.box(sd * 5.6, 0, 22, 0.3, 5.0, 46, "#7a6a58")
    s.sun_dir, s.sun_colour = (0.25, 0.9, 0.4), rgb("#fff2d8") * 1.0
    s.sun_centre, s.sun_radius, s.sun_soft = (0, 2, 16), 22, 2
    s.sky_light, s.ground_light = rgb("#c8d4e0") * 0.42, rgb("#b89a78") * 0.25
    s.sky = sky("#f4f2ea", "#c4d4e6", clouds=0.4, cloud_light="#ffffff", cloud_dark="#dfe4ea", seed=137)
    base = s.sky
    s.sky = lambda d: base(d) * F(1.5)
    s.fog = (rgb("#e8e0d0") * 0.8, 0.012, 10)
    cam = camera(at=(0.15, 1.72, 0), yaw=-2, focal=0.85, horizon=0.42)
    img, t = s.render(cam)
    return finish(
        img,
        depth=t,
        sharp=6.5,
        lens=40,
        most=10,
        exposure=1.15,
        contrast=1.08,
        saturation=1.08,
        vignette=0.28,
        seed=63,
        glow=0.12,
        threshold=1.3,
    )


def train_platform():
    s = Stage()
    slab = s.material(
        lambda p, n, c: np.where(
            ((np.abs(p[:, 0] + 0.15) < 0.09) & (n[:, 1] > 0.5))[:, None],
            rgb("#d8b83a") * 0.9,
            c
            * (
                0.7
                + 0.45 * sample(field(172, 1.5), p[:, 0] / 4, p[:, 2] / 4)
                - 0.18 * ((p[:, 2] % 1.5) < 0.03)
                - 0.18 * ((p[:, 0] % 1.5) < 0.03)
            )[:, None],
        )
    )

    def coach(p, n, c):
        y, z = p[:, 1], p[:, 2]
        car = z % 20.5
        win = (y > 1.95) & (y < 2.85) & (np.abs((car / 1.9) % 1 - 0.5) < 0.40) & (car > 1.5) & (car < 19)
        door = (np.abs(car - 5.2) < 0.7) | (np.abs(car - 15.3) < 0.7)
        out = c * (0.85 + 0.15 * np.sin(y * 30) * 0.3)[:, None]
        out = np.where(((y > 1.25) & (y < 1.65))[:, None], rgb("#1f5c80"), out)
        out = np.where((door & (y > 1.0) & (y < 3.0))[:, None], rgb("#d0a030") * 0.8, out)
        dwin = door & (y > 1.9) & (y < 2.8) & (np.abs(np.minimum(np.abs(car - 5.2), np.abs(car - 15.3)) - 0.35) < 0.24)
        lit = (win & ~door) | dwin
        out = np.where((car < 0.35)[:, None], rgb("#101214"), out)
        head = np.hypot(((car / 0.95) % 1 - 0.5) * 0.95, y - 2.25) < 0.15 + 0.05 * cells(np.floor(z / 0.95), 3)
        head &= cells(np.floor(z / 0.95), 5) > 0.45
        body = (np.abs((car / 0.95) % 1 - 0.5) < 0.26) & (y < 2.12) & (cells(np.floor(z / 0.95), 5) > 0.45)
        col = rgb("#ffe0a8") * (0.55 + 0.6 * np.clip((y - 1.9), 0, 1))[:, None]
        col = np.where((head | body)[:, None], rgb("#3a2418") * 0.6, col)
        out = np.where(lit[:, None], col, out)
        return out.astype(F), np.where(lit, 1.25, 0).astype(F)

    cm = s.material(coach)
    s.box(4.0, 0, 40, 8.6, 1.0, 120, "#8a8680", mat=slab)
    s.box(-0.36, 0.96, 40, 0.3, 0.06, 120, "#c8c4bc")
    s.floor("#3a3430", y=0)
    for x in (-1.2, -2.65):
        s.beam((x, 0.12, -4), (x, 0.12, 100), 0.05, "#8a8078")
    s.box(-1.95, 0.75, 46, 2.8, 3.0, 82, "#c8ccd0", mat=cm)
    s.box(-1.95, 3.7, 46, 2.5, 0.25, 82, "#8a9096")
    s.box(-1.95, 0.2, 46, 2.2, 0.6, 82, "#16181a")
    s.box(-1.95, 0.75, 5.0 - 0.06, 2.7, 2.95, 0.1, "#d0a030")
    s.box(-1.95, 2.0, 4.93 - 0.02, 2.3, 1.05, 0.1, "#0e141a")
    for k in (-0.95, 0.95):
        s.ball(-1.95 + k, 1.35, 4.92, 0.13, "#fff0d8", glow=26)
    s.lamp((-1.95, 1.4, 3.4), "#fff0d8", 5, 0.6)
    for z in np.arange(8, 90, 6.0):
        s.lamp((-0.1, 2.3, z), "#ffd9a0", 2.2, 0.7)
    for z in np.arange(6, 92, 7.0):
        s.beam((3.2, 1, z), (3.2, 4.5, z), 0.09, "#23403a")
        s.beam((3.2, 4.1, z), (1.2, 4.75, z), 0.05, "#23403a")
        s.beam((3.2, 4.1, z), (5.0, 4.75, z), 0.05, "#23403a")
        s.beam((0.2, 4.8, z), (6.8, 4.8, z), 0.08, "#23403a")
        s.box(2.0, 4.55, z + 3.5, 0.16, 0.09, 1.6, "#fff4e0", glow=7)
        s.lamp((2.0, 4.5, z + 3.5), "#ffe9c8", 7.5, 0.8)
    s.box(3.5, 4.88, 46, 7.0, 0.14, 90, "#5a6660")
    s.box(0.08, 4.6, 46, 0.1, 0.5, 90, "#d8d4c4")
    s.box(7.2, 1, 46, 0.3, 3.9, 90, "#8a4a38", mat=s.material(brick_front(night=False, seed=3, floors=9)))
    people = [
        (1.1, 6.2, 200, None, {"long_coat": True, "bag": "#2a1c14", "coat": "#7a2a28", "hair_style": "long"}),
        (2.3, 8.3, 150, None, {"arms": "phone", "coat": "#20262e"}),
        (0.9, 10.5, 170, None, {"pack": "#3a5a4a", "coat": "#3a4450"}),
        (1.9, 13.5, 190, None, {}),
        (0.8, 15, 100, None, {"long_coat": True}),
        (2.8, 16, 10, 0.3, {"bag": "#1a1a1a"}),
        (1.3, 19, 170, None, {}),
        (2.2, 22, 0, 0.6, {}),
        (1.0, 25, 180, None, {}),
        (1.8, 29, 0, 0.1, {}),
        (1.2, 34, 180, 0.4, {}),
        (2.3, 40, 0, 0.7, {}),
    ]
    for i, (x, z, turn, walk, kw) in enumerate(people):
        s.card(person(turn=turn, walk=walk, seed=180 + i, tall=520 if z < 11 else 240, **kw), x, 1.0, z, 1.60 + 0.06 * (i % 4))
    s.box(4.6, 1.0, 10, 0.6, 0.45, 2.2, "#6a4a2c")
    s.box(4.85, 1.45, 10, 0.1, 0.5, 2.2, "#6a4a2c")
    s.sky_light, s.ground_light = rgb("#6a7cb0") * 0.30, rgb("#a88058") * 0.16
    s.sky = sky(
        "#f0a070",
        "#3a4c8a",
        sun=(-0.5, 0.02, 1),
        sun_colour="#ff9a60",
        glow=0.5,
        clouds=0.45,
        cloud_light="#ffa888",
        cloud_dark="#5a5680",
        seed=175,
        band=0.3,
    )
    base = s.sky
    s.sky = lambda d: base(d) * F(0.75)
    s.fog = (rgb("#a0788a") * 0.5, 0.006, 20)
    cam = camera(TALL, at=(1.7, 2.55, 0), yaw=-7, focal=0.95, horizon=0.50)
    img, t = s.render(cam)
    return finish(
        img,
        TALL,
        depth=t,
        sharp=7.5,
        lens=42,
        most=10,
        exposure=1.35,
        contrast=1.06,
        saturation=1.04,
        vignette=0.3,
        seed=64,
        glow=0.18,
        threshold=1.2,
        grain=0.024,
    )
