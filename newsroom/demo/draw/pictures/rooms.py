"""Working rooms: polling station, gym, greenhouse, hospital corridor."""

import itertools

import numpy as np

from ..noise import F, cells, field, mix, rgb, sample, step
from ..people import Clay, person
from ..scene import Stage
from ..shoot import TALL, camera, finish, shafts
from .halls import window_wall
from .surfaces import plain, planks, tiles


def polling_station():
    s = Stage()
    wm, fm = s.material(plain(0.1, scale=16)), s.material(planks("z", 0.08))
    s.floor("#a8753e", mat=fm, gloss=0.5)
    s.mirror_blur, s.fresnel = (6, 30), 0.7
    window_wall(s, 9.0, -4, 20, 6.5, "#c8cfc4", count=5, width=2.8, sill=2.2, top=5.4, pane=0, mat=wm, side=1)
    s.box(-7.6, 0, 8, 0.3, 6.5, 26, "#c8d0c6", mat=wm)
    s.box(-7.4, 0, 8, 0.1, 1.4, 26, "#5a7a72")
    s.box(8.7, 0, 8, 0.1, 1.4, 26, "#5a7a72")
    s.box(0, 0, 20.2, 18, 6.5, 0.3, "#c8d0c6", mat=wm)
    s.box(0, 0, 20.0, 18, 1.4, 0.1, "#5a7a72")
    s.box(0, 6.5, 8, 18, 0.3, 26, "#e0e0d8")
    for z in np.arange(-2, 20, 3.2):
        s.box(0, 6.1, z, 18, 0.4, 0.25, "#b8a88a")
        for x in (-3.6, 1.6):
            s.box(x, 5.7, z + 1.6, 1.5, 0.08, 0.3, "#ffffff", glow=3.5)
            s.lamp((x, 5.6, z + 1.6), "#f4f8ff", 4.2, 2)
    # booths along the left and the back, with blue screens
    for i in range(6):
        z = 6.2 + i * 2.05
        x = -5.9
        s.box(x, 0.95, z, 1.1, 0.05, 1.5, "#d8d8d4")
        for dz in (-0.75, 0.75):
            s.box(x, 0.75, z + dz, 1.25, 1.15, 0.05, "#2c5c9a")
        s.box(x - 0.62, 0.75, z, 0.05, 1.15, 1.5, "#2c5c9a")
        for a in (-0.5, 0.5):
            for dz in (-0.65, 0.65):
                s.beam((x + a, 0, z + dz), (x + a, 0.95, z + dz), 0.02, "#8a8e92")
    for i in range(4):
        x = -2.6 + i * 2.1
        z = 17.6
        s.box(x, 0.95, z, 1.5, 0.05, 1.0, "#d8d8d4")
        for dx in (-0.75, 0.75):
            s.box(x + dx, 0.75, z, 0.05, 1.15, 1.1, "#2c5c9a")
        s.box(x, 0.75, z + 0.55, 1.5, 1.15, 0.05, "#2c5c9a")
        for a in (-0.65, 0.65):
            s.beam((x + a, 0, z - 0.4), (x + a, 0.95, z - 0.4), 0.02, "#8a8e92")
    # the ballot box on its table, in front
    s.box(1.7, 0.70, 4.6, 1.9, 0.05, 0.95, "#8a6844")
    s.box(1.7, 0.42, 4.15, 1.9, 0.28, 0.02, "#2c5c9a")
    for a in (-0.85, 0.85):
        for b in (-0.4, 0.4):
            s.beam((1.7 + a, 0, 4.6 + b), (1.7 + a, 0.7, 4.6 + b), 0.025, "#3a3e42")
    s.box(1.75, 0.75, 4.6, 0.62, 0.62, 0.5, "#16181c")
    s.box(1.75, 1.37, 4.6, 0.68, 0.05, 0.56, "#24282e")
    s.box(1.75, 1.421, 4.6, 0.34, 0.006, 0.05, "#000000")
    s.box(1.75, 1.0, 4.345, 0.3, 0.2, 0.01, "#e4e0d4")
    s.box(1.05, 0.75, 4.5, 0.24, 0.05, 0.32, "#f2efe6", yaw=12)
    s.card(
        person(
            turn=-62,
            seed=420,
            coat="#8a2f2a",
            hair_style="bun",
            hair="#a8a4a0",
            skin="#d9a988",
            arms="front",
            legs="#20242c",
            tall=700,
        ),
        2.55,
        0,
        4.75,
        1.64,
    )
    s.box(2.19, 1.42, 4.63, 0.16, 0.16, 0.008, "#f6f4ee", yaw=24)
    for i, z in enumerate((8.25, 12.35, 16.4)):
        s.card(
            person(
                turn=-92,
                seed=430 + i,
                coat=("#3a4a5a", "#6a5a3a", "#283a5a")[i],
                hair_style=("short", "long", "short")[i],
                pack="#5a2a28" if i == 2 else "",
                tall=300,
            ),
            -5.0,
            0,
            z,
            1.72,
        )
    s.card(person(turn=180, seed=436, coat="#4a3b30", long_coat=True, hair_style="long", tall=260), -0.5, 0, 16.8, 1.66)
    # officials at a table, a short queue in the daylight
    s.box(4.9, 0.72, 10.5, 0.9, 0.05, 3.6, "#8a6844")
    for z in (9.4, 10.6, 11.7):
        s.card(
            person(turn=-95, sit=True, seed=int(440 + z), coat=("#3c5a50", "#5a2a44", "#40444a")[int(z) % 3], tall=300),
            5.5,
            0,
            z,
            1.68,
        )
        s.box(4.85, 0.77, z, 0.3, 0.03, 0.4, "#f0ece0")
    for i, (x, z) in enumerate(((4.0, 10.5), (3.2, 12.3), (3.5, 13.3), (3.1, 14.4), (3.4, 15.6), (3.2, 16.8))):
        s.card(
            person(
                turn=(92, 10, 5, -8, 12, 0)[i],
                seed=450 + i,
                hair_style=("short", "round", "long", "bald", "tail", "short")[i],
                long_coat=i % 2 == 1,
                tall=300,
            ),
            x,
            0,
            z,
            1.62 + 0.04 * i,
        )
    s.sun_dir, s.sun_colour = (0.85, 0.50, 0.06), rgb("#fff0cc") * 4.2
    s.sun_centre, s.sun_radius, s.sun_soft = (2, 2, 9), 16, 2
    s.sky_light, s.ground_light = rgb("#dce4ea") * 0.28, rgb("#c89a64") * 0.30
    for z in range(-2, 20, 5):
        s.lamp((8.2, 4, z), "#e8f0ff", 7, 4)
    s.sky = lambda d: np.broadcast_to(rgb("#f4f8ff") * 2.6, d.shape).astype(F)
    cam = camera(at=(0.2, 1.72, 0.2), yaw=2.0, focal=0.80, horizon=0.46)
    img, t = s.render(cam)
    img = img + shafts(s, cam, rgb("#fff0d0"), 0.010, 22)
    return finish(
        img,
        depth=t,
        sharp=4.7,
        lens=34,
        most=10,
        exposure=0.98,
        contrast=1.08,
        saturation=0.98,
        vignette=0.26,
        seed=81,
        glow=0.1,
        threshold=1.4,
    )


def school_gym():
    s = Stage()

    def court(p, n, c):
        out = planks("z", 0.07)(p, n, c)
        x, z = p[:, 0], p[:, 2] - 9
        w = 0.04
        lines = (np.abs(np.abs(x) - 7) < w) | (np.abs(z - 12) < w)
        lines |= np.abs(np.hypot(x, z + 2) - 1.8) < w
        lines |= np.abs(z + 2) < w
        key = (np.abs(x) < 2.0) & (z > 6.5)
        out = np.where(key[:, None], out * rgb("#4a6ab0") * 2.4, out)
        lines |= (np.abs(np.abs(x) - 2.0) < w) & (z > 6.5) | (np.abs(z - 6.5) < w) & (np.abs(x) < 2.0)
        lines |= np.abs(np.hypot(x, z - 6.5) - 1.8) < w
        lines |= (np.abs(np.hypot(x, z - 10.6) - 6.2) < w) & (z < 10.6)
        lines = lines & (np.abs(x) < 7.05) & (z < 12.05)
        out = np.where(lines[:, None], rgb("#f0ece4"), out)
        rim = (np.abs(x) > 7.05) & (np.abs(x) < 7.9) | (z > 12.05)
        return np.where(rim[:, None], out * rgb("#3a5aa0") * 1.7, out)

    def blocks(p, n, c):
        u = np.where(np.abs(n[:, 0]) > 0.5, p[:, 2], p[:, 0])
        row = np.floor(p[:, 1] / 0.2)
        b = u / 0.4 + (row % 2) * 0.5
        j = ((b % 1) < 0.04) | ((p[:, 1] / 0.2) % 1 < 0.07)
        out = np.where((p[:, 1] < 2.0)[:, None], rgb("#2f4f8a"), c)
        out = np.where((np.abs(p[:, 1] - 2.1) < 0.1)[:, None], rgb("#d8a52a"), out)
        return out * (np.where(j, 0.8, 1) * (0.9 + 0.15 * cells(np.floor(b) + row * 71, 3)))[:, None]

    fm, bm = s.material(court), s.material(blocks)
    s.floor("#c08a4c", mat=fm, gloss=0.75)
    s.mirror_blur, s.fresnel = (3, 20), 0.6
    s.box(0, 0, 23.2, 24, 9, 0.4, "#d8d2c4", mat=bm)
    s.box(-11.5, 0, 9, 0.4, 5.8, 30, "#d8d2c4", mat=bm)
    s.box(11.5, 0, 9, 0.4, 9, 30, "#d8d2c4", mat=bm)
    for i in range(9):
        z = -4 + i * 3.3
        s.box(-11.5, 5.8, z, 0.4, 2.7, 0.5, "#d8d2c4")
        for k in (0.82, 1.65, 2.48):
            s.box(-11.5, 5.8, z + k, 0.1, 2.7, 0.06, "#7a8288")
    s.box(-11.5, 7.1, 9, 0.1, 0.06, 30, "#7a8288")
    s.box(-11.5, 8.5, 9, 0.4, 0.6, 30, "#d8d2c4")
    s.box(0, 9.0, 9, 24, 0.3, 30, "#b8b4a8")
    for z in np.arange(-4, 23, 3.3):
        s.beam((-11.4, 8.3, z), (11.4, 8.3, z), 0.09, "#e0dcd0")
        s.beam((-11.4, 8.95, z), (11.4, 8.95, z), 0.07, "#e0dcd0")
        for x in np.arange(-11, 11.5, 1.1):
            s.beam((x, 8.3, z), (x + 0.55, 8.95, z), 0.035, "#e0dcd0")
            s.beam((x + 0.55, 8.95, z), (x + 1.1, 8.3, z), 0.035, "#e0dcd0")
        for x in (-6, 0, 6):
            s.post(x, 7.75, z + 1.6, 0.30, 0.28, "#50565a")
            s.box(x, 7.70, z + 1.6, 0.5, 0.05, 0.5, "#ffffff", glow=5)
            s.lamp((x, 7.6, z + 1.6), "#fff6e4", 4.6, 3)
    # bleachers, folded out on the right
    for i in range(6):
        s.box(11.1 - i * 0.62 + 0.0, 0, 10, 0.62, 2.5 - i * 0.42, 20, "#3a3e44")
        s.box(11.05 - i * 0.62, 2.5 - i * 0.42, 10, 0.34, 0.06, 20, "#c08a4c")
    s.card(person(turn=-90, sit=True, seed=465, coat="#a8342c", legs="#20242c", tall=300), 9.0, 0.42, 15.2, 1.6)
    s.card(person(turn=-95, sit=True, seed=468, coat="#3a4a5a", tall=300), 9.6, 0.86, 16.1, 1.6)
    # hoop
    z = 20.0
    for x in (-0.5, 0.5):
        s.beam((x, 3.6, z), (x * 1.6, 6.2, 23), 0.06, "#303438")
        s.beam((x, 3.2, z), (x * 1.6, 3.6, 23), 0.06, "#303438")
    s.box(0, 2.75, z, 1.85, 1.12, 0.05, "#eef2f4")
    s.box(0, 2.72, z - 0.01, 1.87, 0.05, 0.07, "#c8342c")
    for q in ((0, 2.95, 0.62, 0.05), (0, 3.38, 0.62, 0.05)):
        s.box(q[0], q[1], z - 0.04, q[2], q[3], 0.02, "#c8342c")
    for x in (-0.29, 0.29):
        s.box(x, 2.95, z - 0.04, 0.05, 0.48, 0.02, "#c8342c")
    hoop = [np.array([0.23 * np.cos(a), 3.05, z - 0.42 + 0.23 * np.sin(a)]) for a in np.linspace(0, 2 * np.pi, 25)]
    for p0, p1 in itertools.pairwise(hoop):
        s.beam(p0, p1, 0.02, "#e0521c")
    for k in range(0, 24, 2):
        low = np.array([0.13 * np.cos(k * np.pi / 12 + 0.26), 2.62, z - 0.42 + 0.13 * np.sin(k * np.pi / 12 + 0.26)])
        s.beam(hoop[k], low, 0.010, "#f0f0ec")
        low2 = np.array([0.13 * np.cos(k * np.pi / 12 - 0.26), 2.62, z - 0.42 + 0.13 * np.sin(k * np.pi / 12 - 0.26)])
        s.beam(hoop[k], low2, 0.010, "#f0f0ec")
    s.box(0, 0.0, 22.9, 2.4, 2.5, 0.1, "#6a3a22")
    s.box(0, 0.0, 22.83, 0.05, 2.5, 0.1, "#3a2014")
    for k in range(4):
        s.poly(
            [(-8 + k * 1.5, 5.4, 22.9), (-6.9 + k * 1.5, 5.4, 22.9), (-7.45 + k * 1.5, 3.7, 22.9)],
            ("#a8342c", "#d8a52a", "#2f4f8a", "#e4e0d4")[k],
        )
        s.poly(
            [(3.8 + k * 1.5, 5.4, 22.9), (4.9 + k * 1.5, 5.4, 22.9), (4.35 + k * 1.5, 3.7, 22.9)],
            ("#e4e0d4", "#2f4f8a", "#d8a52a", "#a8342c")[k],
        )
    s.material(
        lambda p, n, c: np.where(
            (
                (np.abs(np.sin((p[:, 0] + 1.6) * 13 + 0.4)) < 0.10)
                | (np.abs((p[:, 1] - 0.12) * 1.0 - 0.02 * np.sin(p[:, 0] * 20)) < 0.006)
            )[:, None],
            rgb("#1a0e08"),
            c,
        )
    )
    s.ball(-1.75, 0.12, 4.3, 0.121, "#c8601c", mat=len(s.materials) - 1)
    s.card(
        person(turn=196, seed=470, coat="#d8a52a", legs="#20242c", child=True, arms="front", hair_style="tail", tall=420),
        -2.6,
        0,
        9.5,
        1.42,
    )
    s.card(
        person(turn=12, seed=472, coat="#2f4f8a", legs="#2f4f8a", child=True, arms="up", hair_style="round", tall=420),
        1.3,
        0,
        13.2,
        1.48,
    )
    s.card(person(turn=60, seed=474, coat="#2f4f8a", legs="#2f4f8a", child=True, walk=0.22, tall=420), -0.4, 0, 15.4, 1.44)
    s.sun_dir, s.sun_colour = (-0.80, 0.56, 0.22), rgb("#ffe8c0") * 4.6
    s.sun_centre, s.sun_radius, s.sun_soft = (0, 4, 9), 18, 2
    s.sky_light, s.ground_light = rgb("#dce0e4") * 0.26, rgb("#d8a060") * 0.28
    s.sky = lambda d: np.broadcast_to(rgb("#f8faff") * 3.0, d.shape).astype(F)
    cam = camera(at=(-2.6, 1.25, 0.0), yaw=4, focal=0.70, horizon=0.60)
    img, t = s.render(cam)
    img = img + shafts(s, cam, rgb("#ffecc8"), 0.010, 26)
    return finish(
        img,
        depth=t,
        sharp=12,
        lens=22,
        most=9,
        exposure=1.0,
        contrast=1.1,
        saturation=1.0,
        vignette=0.28,
        seed=82,
        glow=0.12,
        threshold=1.4,
    )


def _seedling(seed):
    rng = np.random.default_rng(seed)
    c = Clay()
    for _ in range(int(rng.integers(16, 26))):
        a, r, y = rng.uniform(0, 6.28), rng.uniform(0.05, 0.40), rng.uniform(0.25, 0.95)
        root, tip = np.array([0, y * 0.45, 0]), np.array([r * np.cos(a), y, r * np.sin(a)])
        g = rgb("#3f7a28") * rng.uniform(0.55, 1.5) * np.array([rng.uniform(0.8, 1.4), 1, rng.uniform(0.7, 1.1)])
        c.limb(root, tip, 0.02, 0.03, g * 0.8)
        c.limb(tip, tip + np.array([np.cos(a) * 0.16, rng.uniform(-0.05, 0.08), np.sin(a) * 0.16]), 0.075, 0.035, g, 0.55)
    return c.relief(120, width=1.2)


def greenhouse():
    s = Stage()
    rng = np.random.default_rng(29)
    plants = [_seedling(k) for k in range(9)]
    s.floor("#b0a690", mat=s.material(plain(0.3, seed=231, scale=4)), gloss=0.15)
    s.mirror_blur = (4, 18)
    for i, x in enumerate((-4.4, -1.75, 1.75, 4.4)):
        s.box(x, 0.72, 20, 1.75, 0.10, 40, "#8a8e8c")
        s.box(x - 0.86, 0.78, 20, 0.04, 0.14, 40, "#b8bcb8")
        s.box(x + 0.86, 0.78, 20, 0.04, 0.14, 40, "#b8bcb8")
        for z in np.arange(1, 40, 2.4):
            for q in (-0.7, 0.7):
                s.beam((x + q, 0, z), (x + q, 0.72, z), 0.03, "#7a7e7c")
        z = 0.9
        while z < 34:
            dz = 0.33 + 0.012 * z
            for q in (-0.62, -0.31, 0.0, 0.31, 0.62):
                if z < 22 or rng.random() < 0.8:
                    xx, zz = x + q + rng.uniform(-0.03, 0.03), z + rng.uniform(-0.05, 0.05)
                    if z < 13:
                        s.post(xx, 0.82, zz, 0.085, 0.13, "#8a4a2c")
                    kind = int(rng.integers(9))
                    tone = (rgb("#ffffff"), rgb("#e0ffb0"), rgb("#c0e0a0"), rgb("#fff0b0"))[i] * rng.uniform(0.75, 1.2)
                    s.card(plants[kind], xx, 0.92, zz, rng.uniform(0.26, 0.40), colour=tone, flip=bool(rng.integers(2)))
                    if rng.random() < (0.20, 0.05, 0.28, 0.1)[i]:
                        s.ball(
                            xx + rng.uniform(-0.06, 0.06),
                            0.92 + rng.uniform(0.24, 0.36),
                            zz - 0.05,
                            0.032,
                            ("#e04a6a", "#f0d040", "#f07030", "#f4f0f4")[i],
                        )
            z += dz
    for z in np.arange(-1, 42, 2.0):
        for sd in (-1, 1):
            s.beam((sd * 6, 0, z), (sd * 6, 2.9, z), 0.05, "#e8ece8")
            s.beam((sd * 6, 2.9, z), (0, 5.3, z), 0.045, "#e8ece8")
        s.beam((-6, 2.9, z), (6, 2.9, z), 0.022, "#c8ccc8")
        s.beam((0, 5.3, z), (0, 2.9, z), 0.02, "#c8ccc8")
    for sd in (-1, 1):
        for k in range(7):
            f = k / 6
            s.beam((sd * 6 * (1 - f), 2.9 + 2.4 * f, -1), (sd * 6 * (1 - f), 2.9 + 2.4 * f, 41), 0.022, "#d8dcd8")
        for y in (0.7, 1.4, 2.1, 2.8):
            s.beam((sd * 6, y, -1), (sd * 6, y, 41), 0.022, "#d8dcd8")
        for k in range(9):
            s.box(sd * 6.03, 0, k * 4.6, 0.08, 0.7, 4.6, "#a89888")
    s.box(0, 0, 41, 12, 0.7, 0.1, "#a89888")
    for x in np.arange(-6, 6.1, 1.0):
        s.beam((x, 0, 41), (x, 2.9 + 2.4 * (1 - abs(x) / 6), 41), 0.04, "#e8ece8")
    for x in (-1.75, 1.75):
        s.beam((x, 2.5, -1), (x, 2.5, 40), 0.028, "#30343a")
        for z in np.arange(2, 38, 2.4):
            s.beam((x, 2.5, z), (x, 2.32, z), 0.014, "#30343a")
    s.card(
        person(turn=-62, seed=512, coat="#3a5a80", legs="#2a3348", hat="#c8a860", arms="front", tall=600), 0.48, 0, 6.2, 1.66
    )
    s.card(person(turn=75, seed=515, coat="#a8562c", arms="front", hair_style="bun", tall=300), -0.45, 0, 13.5, 1.66)
    s.card(person(turn=178, seed=517, coat="#50604a", walk=0.3, tall=240), 0.1, 0, 21, 1.75)
    s.sun_dir, s.sun_colour = (0.55, 0.62, 0.62), rgb("#ffefc8") * 3.4
    s.sun_centre, s.sun_radius, s.sun_soft = (0, 1.5, 12), 15, 1
    s.sky_light, s.ground_light = rgb("#d8e8f0") * 0.72, rgb("#a8b878") * 0.4
    from ..sky import sky

    base = sky(
        "#f4f0dc",
        "#a8cce8",
        sun=s.sun_dir,
        sun_colour="#fff2d0",
        glow=1.1,
        clouds=0.35,
        cloud_light="#ffffff",
        cloud_dark="#dfe8ee",
        seed=233,
    )

    def outside(d):
        out = base(d) * F(1.35)
        tree = sample(field(234, 2.0, low=3), d[..., 0] / np.maximum(np.abs(d[..., 2]), 0.1) * 0.35, d[..., 1] * 0)
        k = step(0.005, -0.03, d[..., 1] - 0.10 - 0.10 * tree)
        leaf = sample(field(235, 1.4), d[..., 0] * 1.5, d[..., 1] * 2)
        return mix(out, rgb("#b8c890"), k * 0.75) * np.where(k > 0.3, 0.85 + 0.3 * leaf, 1)[..., None]

    s.sky = outside
    s.fog = (rgb("#f0f0dc") * 1.0, 0.014, 10)
    cam = camera(at=(0.05, 1.75, 0), yaw=1.0, focal=0.82, horizon=0.43)
    img, t = s.render(cam)
    return finish(
        img,
        depth=t,
        sharp=5.6,
        lens=34,
        most=10,
        exposure=1.0,
        contrast=1.06,
        saturation=1.06,
        vignette=0.24,
        seed=83,
        glow=0.14,
        threshold=1.3,
    )


def hospital_corridor():
    s = Stage()
    wall = s.material(
        lambda p, n, c: (
            np.where((p[:, 1] < 1.05)[:, None], rgb("#7fa8a4"), c) * np.where((np.abs(p[:, 1] - 1.05) < 0.02)[:, None], 0.7, 1)
        )
    )
    fm = s.material(
        lambda p, n, c: (
            np.where((np.abs(np.abs(p[:, 0]) - 1.05) < 0.05)[:, None], rgb("#3f7f8c"), c)
            * (0.92 + 0.16 * sample(field(241, 1.2), p[:, 0] / 3, p[:, 2] / 3))[:, None]
        )
    )
    ceil = s.material(tiles(0.6, 0.03))
    s.floor("#c4c8c0", mat=fm, gloss=1.0)
    s.mirror_blur, s.fresnel = (3, 26), 0.62
    s.box(-1.75, 0, 20, 0.2, 2.75, 44, "#e4e4da", mat=wall)
    s.box(1.75, 0, 20, 0.2, 2.75, 44, "#e4e4da", mat=wall)
    s.box(0, 2.7, 20, 3.6, 0.2, 44, "#e8e8e2", mat=ceil)
    s.box(0, 0, 41.8, 3.6, 2.75, 0.2, "#e4e4da", mat=wall)
    s.box(0, 0.0, 41.6, 2.0, 2.2, 0.1, "#e8f4ff", glow=2.4)
    s.box(0, 0, 41.5, 0.08, 2.2, 0.1, "#50606a")
    for i, z in enumerate(np.arange(2.4, 40, 3.6)):
        on = i not in (3, 6)
        s.box(0, 2.685, z, 0.6, 0.02, 1.2, "#ffffff", glow=3.4 if on else 0.25)
        if on:
            s.lamp((0, 2.5, z), "#f0f8f4", 2.5, 0.8)
    for i, z in enumerate(np.arange(4.2, 38, 4.6)):
        for side in (-1, 1):
            zz = z + (1.9 if side > 0 else 0)
            s.box(side * 1.64, 0, zz, 0.05, 2.12, 1.2, "#8a6a4a")
            s.box(side * 1.62, 0, zz, 0.05, 2.05, 1.05, ("#b88a5c", "#b08050")[i % 2])
            s.box(side * 1.60, 1.35, zz + 0.25, 0.04, 0.5, 0.2, "#d8ecf4", glow=0.5 if (i + (side > 0)) % 3 else 1.6)
            s.box(side * 1.58, 1.0, zz - 0.4, 0.08, 0.04, 0.12, "#c8ccd0")
            s.box(side * 1.63, 2.2, zz, 0.04, 0.16, 0.3, "#2f6f7a")
    for side in (-1, 1):
        s.beam((side * 1.58, 0.92, -1), (side * 1.58, 0.92, 41), 0.04, "#a8825a")
        s.box(side * 1.64, 0, 20, 0.03, 0.12, 44, "#4a5a5c")
    # a bed waiting at the right, a drip stand, a trolley
    x, z = 1.02, 7.4
    s.box(x, 0.5, z, 0.85, 0.12, 2.0, "#a8b0b4")
    s.box(x, 0.62, z, 0.82, 0.14, 1.95, "#e8eef2")
    s.box(x, 0.755, z - 0.25, 0.84, 0.03, 1.3, "#a9cfd6")
    s.box(x, 0.76, z + 0.72, 0.55, 0.12, 0.36, "#ffffff")
    for dz in (-1.02, 1.02):
        s.box(x, 0.45, z + dz, 0.86, 0.62, 0.04, "#d0a878")
    for a in (-0.36, 0.36):
        for dz in (-0.8, 0.8):
            s.beam((x + a, 0.12, z + dz), (x + a, 0.5, z + dz), 0.025, "#808890")
            s.ball(x + a, 0.08, z + dz, 0.08, "#202428")
        for y in (0.85, 1.0):
            s.beam((x + a * 1.2, y, z - 0.5), (x + a * 1.2, y, z + 0.6), 0.014, "#c8d0d4")
    s.beam((0.42, 0.05, 8.9), (0.42, 1.9, 8.9), 0.014, "#c8d0d4")
    s.beam((0.28, 1.9, 8.9), (0.56, 1.9, 8.9), 0.012, "#c8d0d4")
    s.box(0.30, 1.62, 8.9, 0.10, 0.24, 0.04, "#e4f0f4")
    for a in range(5):
        s.beam((0.42, 0.06, 8.9), (0.42 + 0.24 * np.cos(a * 1.256), 0.04, 8.9 + 0.24 * np.sin(a * 1.256)), 0.014, "#808890")
    for y in (0.35, 0.7, 0.95):
        s.box(-1.25, y, 12.4, 0.5, 0.03, 0.9, "#c8d0d4")
    for k in range(5):
        s.box(
            -1.25 + 0.1 * (k % 2),
            0.98,
            12.1 + 0.15 * k,
            0.12,
            0.1 + 0.05 * (k % 3),
            0.1,
            ("#e8f0f4", "#5a9aa8", "#d8c8a0")[k % 3],
        )
    s.card(
        person(turn=178, walk=0.21, seed=530, coat="#3f8c96", legs="#3f8c96", hair_style="bun", hair="#2b1c14", tall=420),
        -0.25,
        0,
        15.5,
        1.68,
    )
    s.card(person(turn=8, walk=0.6, seed=533, coat="#f0f2f2", long_coat=True, legs="#2a3348", tall=260), 0.4, 0, 24, 1.76)
    s.card(person(turn=185, walk=0.4, seed=536, coat="#f0f2f2", tall=200), -0.7, 0, 31, 1.7)
    s.sky_light, s.ground_light, s.ao = rgb("#d4e4e4") * 0.22, rgb("#c8d4cc") * 0.22, 0.9
    s.sun_dir = None
    s.sky = lambda d: np.broadcast_to(rgb("#101414"), d.shape).astype(F)
    s.fog = (rgb("#dcecec") * 0.8, 0.006, 8)
    cam = camera(TALL, at=(-0.25, 1.35, -0.4), yaw=0.6, focal=0.98, horizon=0.47)
    img, t = s.render(cam)
    return finish(
        img,
        TALL,
        depth=t,
        sharp=14,
        lens=26,
        most=11,
        exposure=0.98,
        contrast=1.1,
        saturation=0.92,
        vignette=0.3,
        seed=84,
        glow=0.14,
        threshold=1.3,
    )
