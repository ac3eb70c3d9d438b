"""Great rooms: the council chamber, the library, the theatre."""

# ruff: noqa: RUF005 -- points are arrays, and + moves them

import itertools

import numpy as np

from ..noise import F, cells, field, mix, rgb, sample, step
from ..people import person
from ..scene import Stage
from ..shoot import camera, finish, shafts
from .surfaces import plain, planks


def paneled(p, n, c):
    u = np.where(np.abs(n[:, 0]) > 0.5, p[:, 2], p[:, 0])
    fx, fy = (u / 1.5) % 1, (p[:, 1] / 1.6) % 1
    edge = (fx < 0.06) | (fx > 0.94) | (fy < 0.06) | (fy > 0.94)
    inner = (np.abs(fx - 0.5) < 0.36) & (np.abs(fy - 0.5) < 0.36)
    rim = inner & ~((np.abs(fx - 0.5) < 0.33) & (np.abs(fy - 0.5) < 0.33))
    grain = sample(field(211, 1.5), u / 2, p[:, 1] / 16)
    return c * (np.where(edge, 0.72, np.where(rim, 0.6, 1)) * (0.75 + 0.5 * grain))[:, None]


def window_wall(s: Stage, x, z0, z1, height, wall, *, count, width, sill, top, pane, mat=0, side=1, glow=0.0, thick=0.5):
    """A long wall with tall windows in it, open to the sun; mullions included."""
    step_ = (z1 - z0) / count
    for i in range(count):
        zc = z0 + step_ * (i + 0.5)
        pier = step_ - width
        s.box(x, 0, zc - step_ / 2 + pier / 4, thick, height, pier / 2, wall, mat=mat)
        s.box(x, 0, zc + step_ / 2 - pier / 4, thick, height, pier / 2, wall, mat=mat)
        s.box(x, 0, zc, thick, sill, width, wall, mat=mat)
        s.box(x, top, zc, thick, height - top, width, wall, mat=mat)
        for k in np.linspace(-0.5, 0.5, 4)[1:-1]:
            s.box(x, sill, zc + k * width, 0.08, top - sill, 0.07, "#e8e2d4")
        for k in np.linspace(0, 1, 6)[1:-1]:
            s.box(x, sill + k * (top - sill), zc, 0.08, 0.06, width, "#e8e2d4")
        s.box(x - side * 0.35, sill - 0.12, zc, 0.4, 0.12, width + 0.3, "#d8d0c0")


def council_hall():
    s = Stage()
    pm, fm, wm = s.material(paneled), s.material(planks("z", 0.14)), s.material(plain(0.12, scale=20))
    s.floor("#6a4428", mat=fm, gloss=0.55)
    s.mirror_blur, s.fresnel = (5, 22), 0.7
    window_wall(s, -9, -6, 26, 9.5, "#d8d0bc", count=6, width=2.5, sill=2.4, top=8.0, pane=0, mat=wm, side=-1)
    s.box(9.2, 0, 10, 0.4, 9.5, 34, "#d4ccb8", mat=wm)
    s.box(8.95, 0, 10, 0.12, 3.2, 34, "#6a4226", mat=pm)
    s.box(-8.72, 0, 10, 0.12, 2.3, 34, "#6a4226", mat=pm)
    s.box(0, 0, 26.2, 19, 9.5, 0.4, "#d0c8b4", mat=wm)
    s.box(0, 0, 25.9, 19, 4.6, 0.2, "#5c3820", mat=pm)
    s.box(0, 9.5, 10, 19, 0.3, 34, "#e4dece")
    for z in np.arange(-4, 27, 4.0):
        s.box(0, 9.05, z, 18.6, 0.45, 0.5, "#d4cab4")
    for x in (-5, 0, 5):
        s.box(x, 9.15, 10, 0.5, 0.35, 34, "#d4cab4")
    # dais, bench, chairs, a round clock without figures, flags
    for i in range(3):
        s.box(0, 0, 22.6 + i * 0.5, 14 - i * 0.8, 0.22 * (i + 1), 6.5, "#5a3a24", mat=fm)
    for k in range(9):
        a = (k - 4) * 0.165
        x, z = 14 * np.sin(a), 8.4 + 14 * np.cos(a)
        s.box(x, 0.66, z - 0.6, 2.2, 1.15, 0.55, "#6a4228", yaw=np.degrees(a), mat=pm)
        s.box(x, 1.8, z - 0.6, 2.3, 0.07, 0.75, "#3a2416", yaw=np.degrees(a))
        s.box(x, 0.66, z + 0.55, 0.75, 1.75, 0.2, "#3a1c18", yaw=np.degrees(a))
        s.beam((x - 0.3, 1.86, z - 0.6), (x - 0.2, 2.2, z - 0.72), 0.015, "#101010")
    for k in (1, 3, 4, 6, 8):
        a = (k - 4) * 0.165
        s.card(
            person(
                turn=float((-k * 31) % 40 - 20),
                seed=200 + k,
                arms="front",
                coat=("#1c2230", "#3a2a34", "#24282e", "#4a3a30")[k % 4],
                hair_style=("short", "long", "bald", "bun")[k % 4],
                tall=300,
            ),
            14 * np.sin(a),
            0.66,
            8.4 + 14 * np.cos(a) + 0.1,
            1.72,
        )
    s.ball(0, 6.6, 25.95, 0.95, "#e8e0c8")
    for k in range(40):
        a = k * np.pi / 20
        s.beam(
            (1.0 * np.cos(a), 6.6 + 1.0 * np.sin(a), 25.7),
            (1.0 * np.cos(a + 0.16), 6.6 + 1.0 * np.sin(a + 0.16), 25.7),
            0.09,
            "#6a4a24",
        )
    s.beam((0, 6.6, 24.95), (0.33, 6.95, 24.95), 0.03, "#14100c")
    s.beam((0, 6.6, 24.95), (-0.1, 7.3, 24.95), 0.022, "#14100c")
    for x, c in ((-5.4, "#1d3f6a"), (5.4, "#7a2622")):
        s.beam((x, 0.6, 25.2), (x, 5.6, 25.2), 0.05, "#b89a4a")
        s.ball(x, 5.7, 25.2, 0.1, "#d8b85a")
        for k in range(7):
            s.beam(
                (x + 0.05 + k * 0.09, 5.3 - k * 0.12, 25.1 - 0.06 * (k % 2)),
                (x + 0.12 + k * 0.05, 2.6 + 0.1 * k, 25.1 - 0.07 * (k % 2)),
                0.09,
                c,
            )
    # public benches, mostly empty
    for r in range(7):
        z = 4.3 + r * 1.75
        for side in (-1, 1):
            x = side * 4.35
            s.box(x, 0.42, z, 6.0, 0.07, 0.5, "#5a3820", mat=fm)
            s.box(x, 0.0, z + 0.0, 6.0, 0.40, 0.08, "#4a2c18")
            s.box(x, 0.46, z - 0.27, 6.0, 0.56, 0.06, "#5a3820", mat=pm)
            for e in (-3.0, 3.0):
                s.box(x + e, 0, z - 0.02, 0.1, 1.08, 0.62, "#4a2c18")
    rng = np.random.default_rng(9)
    for r, x in (
        (1, -3.3),
        (2, 2.9),
        (2, 4.1),
        (3, -5.4),
        (3, 6.4),
        (4, 3.1),
        (4, -2.4),
        (5, -4.4),
        (5, 5.2),
        (6, 2.5),
        (6, -5),
        (6, -3.2),
        (6, 6),
    ):
        s.card(
            person(
                turn=180 + float(rng.uniform(-14, 14)),
                seed=int(rng.integers(900)),
                arms="front",
                hair_style=("short", "long", "bun", "bald", "round")[int(rng.integers(5))],
                tall=320,
            ),
            x,
            -0.38,
            4.3 + r * 1.75 + 0.06,
            1.7,
        )
    s.card(person(turn=172, seed=221, coat="#8a6a44", hair_style="long", tall=420), 0.25, 0, 16.3, 1.68)
    s.beam((0.2, 0, 17.3), (0.2, 1.05, 17.3), 0.06, "#3a2416")
    s.box(0.2, 1.0, 17.3, 0.75, 0.1, 0.5, "#3a2416")
    for x in (-4.4, 0, 4.4):
        for z in (8, 16):
            s.beam((x, 9.4, z), (x, 7.2, z), 0.025, "#b89a4a")
            for k in range(8):
                a = k * np.pi / 4
                s.ball(x + 0.6 * np.cos(a), 7.1, z + 0.6 * np.sin(a), 0.11, "#ffe8c0", glow=4)
                s.beam((x, 7.0, z), (x + 0.6 * np.cos(a), 7.0, z + 0.6 * np.sin(a)), 0.02, "#b89a4a")
    s.lamp((0, 6.5, 22), "#ffdcaa", 14, 4)
    for z in range(0, 26, 5):
        s.lamp((-8.2, 5, z), "#dfeaff", 10, 5)
    s.sun_dir, s.sun_colour = (-0.80, 0.56, 0.10), rgb("#ffe2b0") * 6.5
    s.sun_centre, s.sun_radius, s.sun_soft = (-2, 3, 10), 19, 2
    s.sky_light, s.ground_light = rgb("#d8dce4") * 0.40, rgb("#c89a68") * 0.34
    s.sky = lambda d: np.broadcast_to(rgb("#f4f8ff") * 3.2, d.shape).astype(F)
    cam = camera(at=(1.6, 4.3, -2.6), yaw=-4, focal=0.80, horizon=0.44)
    img, t = s.render(cam)
    img = img + shafts(s, cam, rgb("#ffdca8"), 0.030, 30)
    return finish(
        img,
        depth=t,
        sharp=16,
        lens=22,
        most=8,
        exposure=0.92,
        contrast=1.1,
        saturation=0.98,
        vignette=0.3,
        seed=71,
        glow=0.12,
        threshold=1.5,
    )


def library_hall():
    s = Stage()

    def books(p, n, c):
        side = np.abs(n[:, 0]) > 0.5
        u = np.where(side, p[:, 2], p[:, 0])
        y = p[:, 1]
        shelf = np.floor(y / 0.36)
        fy = (y / 0.36) % 1
        w = 0.035 + 0.03 * cells(np.floor(u / 0.6) + shelf * 41, 3)
        i = np.floor(u / w)
        key = i * 13 + shelf * 517
        tall = 0.62 + 0.26 * cells(key, 5)
        lean = cells(np.floor(u / 1.1) + shelf * 71, 8) > 0.93
        hue = cells(key, 6)
        pal = np.stack(
            [rgb(x) for x in ("#5a2018", "#2a3a2c", "#1f2c44", "#7a5a34", "#8a7c64", "#3a2418", "#6a1f24", "#a89a80")]
        )
        col = pal[(hue * 7.99).astype(int)] * (0.5 + 0.7 * cells(key, 9))[:, None]
        f = (u / w) % 1
        col = col * (0.55 + 0.5 * np.sin(f * np.pi))[:, None]
        label = (np.abs(fy - 0.16) < 0.03) | (np.abs(fy - 0.5) < 0.012)
        col = np.where((label & (hue < 0.55))[:, None], rgb("#b8964a") * 0.8, col)
        gap = (fy > tall) | lean
        out = np.where(gap[:, None], rgb("#140c08"), col)
        board = fy < 0.07
        post = np.abs((u / 1.25) % 1 - 0.5) > 0.475
        return (
            np.where((board | post)[:, None], c * (0.8 + 0.3 * cells(shelf, 2))[:, None], out)
            * np.where(np.abs(n[:, 1]) > 0.5, 0.6, 1)[:, None]
        )

    bm, fm, pm = s.material(books), s.material(planks("z", 0.12)), s.material(paneled)
    s.floor("#7a5434", mat=fm, gloss=0.5)
    s.mirror_blur, s.fresnel = (4, 20), 0.7
    for side in (-1, 1):
        for i in range(9):
            z = 2.0 + i * 4.2
            s.box(side * 6.3, 0, z, 3.6, 3.6, 0.55, "#5a3a22", mat=bm)
            s.box(side * 4.46, 0, z, 0.1, 3.75, 0.66, "#6a4428", mat=pm)
            s.box(side * 6.3, 3.6, z, 3.75, 0.14, 0.72, "#6a4428")
        s.box(side * 8.3, 0, 20, 0.3, 3.6, 44, "#5a3a22", mat=bm)
        # gallery with its rail, shelves above
        s.box(side * 6.5, 4.05, 20, 4.4, 0.28, 44, "#6a4428")
        s.box(side * 4.28, 3.95, 20, 0.16, 0.46, 44, "#7a5230")
        for z in np.arange(0, 42, 0.22):
            s.beam((side * 4.32, 4.35, z), (side * 4.32, 5.2, z), 0.018, "#2a2018")
        s.beam((side * 4.32, 5.25, -1), (side * 4.32, 5.25, 42), 0.05, "#7a5230")
        s.box(side * 8.2, 4.3, 20, 0.5, 3.2, 44, "#5a3a22", mat=bm)
        for i in range(10):
            z = -0.1 + i * 4.2
            s.post(side * 4.5, 0, z + 0.0, 0.13, 4.0, "#d8ceb8")
            s.post(side * 4.5, 4.3, z, 0.11, 4.2, "#d8ceb8")
        s.box(side * 4.6, 8.3, 20, 0.5, 0.5, 44, "#d4c8b0")
    # barrel vault with a long skylight
    for k in range(24):
        a0, a1 = np.pi * k / 24, np.pi * (k + 1) / 24
        if 9 <= k <= 14:
            continue
        p0, p1 = np.array([4.6 * np.cos(a0), 8.6 + 3.4 * np.sin(a0)]), np.array([4.6 * np.cos(a1), 8.6 + 3.4 * np.sin(a1)])
        s.poly([(p0[0], p0[1], -2), (p1[0], p1[1], -2), (p1[0], p1[1], 42), (p0[0], p0[1], 42)], "#d8cdb6")
    for z in np.arange(-0.1, 42, 4.2):
        pts = [np.array([4.55 * np.cos(a), 8.55 + 3.35 * np.sin(a), z]) for a in np.linspace(0, np.pi, 25)]
        for p0, p1 in itertools.pairwise(pts):
            s.beam(p0, p1, 0.13, "#c8bca2")
    for z in np.arange(0, 42, 1.05):
        pts = [np.array([4.55 * np.cos(a), 8.6 + 3.4 * np.sin(a), z]) for a in np.linspace(np.pi * 9 / 24, np.pi * 15 / 24, 6)]
        for p0, p1 in itertools.pairwise(pts):
            s.beam(p0, p1, 0.025, "#3a4044")
    s.box(0, 0, 41, 17, 8.4, 0.4, "#5a3a22", mat=bm)
    pts = [(4.6 * np.cos(a), 8.4 + 3.5 * np.sin(a), 40.8) for a in np.linspace(0, np.pi, 17)]
    s.poly(pts, "#d4c8b0")
    s.poly([(2.2 * np.cos(a), 9.0 + 2.0 * np.sin(a), 40.6) for a in np.linspace(0, np.pi, 17)], "#eaf2ff", glow=2.6)
    for a in np.linspace(0, np.pi, 7):
        s.beam((0, 9.0, 40.4), (2.2 * np.cos(a), 9.0 + 2.0 * np.sin(a), 40.4), 0.05, "#4a4034")
    # tables with green lamps, readers
    rng = np.random.default_rng(17)
    for i in range(6):
        z = 5.2 + i * 5.0
        s.box(0, 0.72, z, 2.5, 0.07, 3.2, "#6a4024", mat=fm, gloss=0)
        for x in (-1.05, 1.05):
            for dz in (-1.4, 1.4):
                s.box(x, 0, z + dz, 0.12, 0.72, 0.12, "#4a2c18")
        for dz in (-0.9, 0.9):
            s.beam((0, 0.79, z + dz), (0, 1.15, z + dz), 0.025, "#b8964a")
            s.beam((-0.22, 1.17, z + dz), (0.22, 1.17, z + dz), 0.075, "#1d6a44", glow=0.55)
            s.lamp((0, 1.02, z + dz), "#ffd890", 0.85, 0.06)
            s.box(rng.uniform(-0.8, -0.5), 0.79, z + dz, 0.34, 0.025, 0.26, "#e8e2d0", yaw=rng.uniform(-20, 20))
            s.box(
                rng.uniform(0.5, 0.8),
                0.79,
                z + dz + 0.2,
                0.22,
                0.16,
                0.3,
                ("#6a1f24", "#1f2c44", "#2a3a2c")[i % 3],
                yaw=rng.uniform(-20, 20),
            )
            for x in (-1.6, 1.6):
                s.box(x, 0.42, z + dz, 0.44, 0.05, 0.44, "#4a2c18")
                s.box(x + 0.2 * np.sign(x), 0.47, z + dz, 0.05, 0.52, 0.44, "#4a2c18")
                for q in (-0.18, 0.18):
                    s.box(x + q, 0, z + dz + q, 0.05, 0.42, 0.05, "#4a2c18")
    for i, (x, z) in enumerate(
        ((1.5, 4.3), (-1.5, 6.1), (1.5, 11.1), (-1.5, 9.3), (-1.5, 14.3), (1.5, 16.1), (1.5, 19.3), (-1.5, 21.1), (-1.5, 24.3))
    ):
        s.card(
            person(
                turn=-80 if x > 0 else 80,
                sit=True,
                seed=240 + i,
                hair_style=("short", "long", "bun", "round")[i % 4],
                coat=("#7a3a34", "#3a5a6a", "#8a7a50", "#3c3c44")[i % 4],
                tall=420,
            ),
            x * 0.97,
            -0.06,
            z,
            1.66,
        )
    s.card(person(turn=178, walk=0.2, seed=260, coat="#44506a", bag="#5a3a20", hair_style="tail", tall=420), 3.1, 0, 9.2, 1.68)
    s.card(person(turn=30, seed=262, coat="#6b6455", arms="one", tall=300), -3.6, 0, 17.6, 1.72)
    s.sun_dir, s.sun_colour = (0.32, 0.92, 0.18), rgb("#fff0d0") * 4.2
    s.sun_centre, s.sun_radius, s.sun_soft = (0, 5, 20), 25, 2
    s.sky_light, s.ground_light = rgb("#c8d0dc") * 0.30, rgb("#b88a5a") * 0.24
    for z in range(2, 40, 6):
        s.lamp((0, 8.6, z), "#eef2ff", 14, 8)
    s.sky = lambda d: np.broadcast_to(rgb("#eef4ff") * 2.6, d.shape).astype(F)
    cam = camera(at=(0.0, 3.1, -3.6), yaw=0, focal=0.72, horizon=0.55)
    img, t = s.render(cam)
    img = img + shafts(s, cam, rgb("#ffe8c4"), 0.013, 40)
    return finish(
        img,
        depth=t,
        sharp=13,
        lens=16,
        most=7,
        exposure=1.05,
        contrast=1.1,
        saturation=1.0,
        vignette=0.3,
        seed=72,
        glow=0.12,
        threshold=1.5,
    )


def theatre_stage():
    s = Stage()
    rng = np.random.default_rng(19)

    fm = s.material(planks("z", 0.16))
    s.floor("#1c0e0c", y=0)
    s.box(0, 0, 21, 17, 1.1, 12, "#6a4a2c", mat=fm)
    s.box(0, 0, 14.9, 17, 1.08, 0.2, "#2a1810")
    for side in (-1, 1):
        for k in range(10):
            s.post(side * (8.1 - k * 0.22), 1.1, 15.9 + 0.12 * np.sin(k * 2.2), 0.17, 7.8 - 0.02 * k * k, "#8a1418", mat=0)
        s.box(side * 9.6, 0, 15.3, 2.6, 11, 1.0, "#7a5a2c")
        s.box(side * 8.45, 0, 14.9, 0.35, 9.4, 0.5, "#b88a3c")
        # boxes beside the stage
        for lv in range(2):
            y = 2.6 + lv * 3.0
            s.box(side * 10.6, y, 12.2, 3.6, 1.0, 3.6, "#6a1c1c")
            s.box(side * 10.6, y + 0.95, 12.2, 3.8, 0.14, 3.8, "#b88a3c")
            for k in range(3):
                s.card(
                    person(turn=120 * side, seed=300 + lv * 7 + k, arms="front", tall=140),
                    side * (9.6 + 0.6 * k),
                    y + 0.05,
                    11.4 + 0.5 * k,
                    1.55,
                )
            s.ball(side * 8.85, y + 1.6, 13.9, 0.12, "#ffd890", glow=6)
            s.lamp((side * 8.6, y + 1.6, 13.2), "#ffb860", 1.6, 0.3)
    for k in range(34):
        x = -8.2 + k * 0.5
        drop = 8.5 - 0.75 * np.cos((k % 7 - 3) / 3.5 * 1.57)
        s.post(x, drop, 15.4 + 0.1 * (k % 2), 0.29, 3.0, "#861318")
    s.box(0, 9.4, 14.9, 19, 2.4, 0.6, "#7a5a2c")
    s.box(0, 9.2, 14.6, 17.2, 0.35, 0.5, "#b88a3c")

    # scenery: a back cloth like dusk, a door frame, a chair, a tree
    def cloth(p, n, c):
        v = np.clip((p[:, 1] - 1.1) / 8, 0, 1)
        out = mix(rgb("#e8a860"), rgb("#233a78"), step(0.0, 0.75, v))
        moon = np.hypot(p[:, 0] - 3.6, p[:, 1] - 6.2) < 0.85
        hill = p[:, 1] < 2.1 + 0.7 * sample(field(221, 2.4), p[:, 0] / 25, p[:, 0] * 0 + 0.2)
        out = np.where(moon[:, None], rgb("#fff0cc") * 1.6, out)
        out = np.where(hill[:, None], rgb("#1c2440"), out)
        return out * (0.85 + 0.2 * sample(field(222, 2), p[:, 0] / 6, p[:, 1] / 6))[:, None], np.full(len(p), 0.36, F)

    s.box(0, 1.1, 26.2, 18, 9, 0.2, "#304080", mat=s.material(cloth))
    for base in (np.array([-4.6, 1.1, 22.5]),):
        tips = [(base, base + [0.15, 2.6, 0], 0.22)]
        for d in range(5):
            new = []
            for a0, b0, r in tips:
                s.beam(a0, b0, r, "#20161a", r2=r * 0.62)
                for _ in range(2 if d else 3):
                    v = (b0 - a0) * rng.uniform(0.58, 0.8)
                    ang = rng.uniform(-0.75, 0.75)
                    c, sn = np.cos(ang), np.sin(ang)
                    v = np.array([v[0] * c - v[1] * sn, v[0] * sn + v[1] * c, rng.uniform(-0.2, 0.2)])
                    new.append((b0, b0 + v, r * 0.62))
            tips = new
    s.box(4.1, 1.1, 21.5, 0.5, 0.5, 0.5, "#5a3a20")
    s.box(4.1, 1.6, 21.75, 0.5, 0.7, 0.06, "#5a3a20")
    s.card(
        person(turn=-35, seed=333, coat="#efe8d8", dress="#efe8d8", arms="one", hair_style="long", hair="#2b1c14", tall=520),
        0.35,
        1.1,
        18.4,
        1.7,
    )
    # stalls: rows of heads and seat backs against the light
    for r in range(8):
        z = 3.4 + r * 1.12
        y = 0.62 - r * 0.075
        for k in range(int(7 + r * 2.4)):
            x = (k - (7 + r * 2.4) / 2 + 0.5 * (r % 2) + 0.25) * 0.66
            s.box(x, y - 0.4, z, 0.56, 0.72, 0.1, "#5a1416")
            if cells(np.array([k * 17 + r * 131]), 7)[0] > 0.13:
                s.card(
                    person(
                        turn=180 + float(rng.uniform(-25, 25)),
                        seed=int(rng.integers(40)) + 400,
                        hair=("#1a1412", "#2b1c14", "#4a3020")[k % 3],
                        hair_style=("short", "long", "bun", "round", "short", "tail")[(k * 5 + r) % 6],
                        tall=300,
                    ),
                    x + rng.uniform(-0.05, 0.05),
                    y - 0.88 + rng.uniform(-0.06, 0.07),
                    z + 0.12,
                    1.55,
                )
    s.sun_dir = None
    s.lamp((0.2, 7.6, 16.2), "#fff2d8", 30, 1.5)
    s.lamp((0.35, 4.6, 16.6), "#fff0d0", 3.2, 0.8)
    for x in (-6, -3, 3, 6):
        s.lamp((x, 8.2, 19), "#ffb878", 11, 2)
        s.lamp((x, 8.6, 24), "#6a80d8", 10, 2)
    for x in np.arange(-7.5, 7.6, 1.0):
        s.ball(x, 1.13, 15.05, 0.07, "#ffd090", glow=9)
        s.lamp((x, 1.5, 14.7), "#ffb060", 0.55, 0.25)
    s.sky_light, s.ground_light, s.ao = rgb("#5a4060") * 0.10, rgb("#4a2a20") * 0.10, 0.6
    s.sky = lambda d: np.broadcast_to(rgb("#0a0608"), d.shape).astype(F)
    cam = camera(at=(-0.7, 2.55, -0.2), yaw=1.5, focal=0.92, horizon=0.60)
    img, t = s.render(cam)
    # the spotlight's cone, in the haze, and its pool
    o, d = cam.rays()
    p = o + np.minimum(t, 60)[..., None] * d
    pool = (
        step(1.75, 1.15, np.hypot(p[..., 0] - 0.35, (p[..., 2] - 18.4) * 0.8)) * (p[..., 1] < 3.2) * (t < 60) * (p[..., 2] > 15)
    )
    img = img * (1 + 0.75 * pool[..., None] * rgb("#fff2dc"))
    y, x = np.mgrid[0 : cam.height, 0 : cam.width].astype(F)
    ax, ay, _ = cam.project(np.array([[-7.5, 14.5, 6.0]]))
    bx, by, _ = cam.project(np.array([[0.35, 1.2, 18.4]]))
    dx, dy = float(bx[0] - ax[0]), float(by[0] - ay[0])
    ln = np.hypot(dx, dy)
    k = ((x - ax[0]) * dx + (y - ay[0]) * dy) / ln**2
    side = np.abs((x - ax[0]) * dy - (y - ay[0]) * dx) / ln
    wide = 10 + np.clip(k, 0, 1) * 118 * cam.width / 1800 * 1.0
    smoke = 0.6 + 0.8 * sample(field(223, 2.3), x / 1400, y / 900)
    cone = step(1.0, 0.35, side / wide) * (k > 0) * step(1.03, 0.9, k) * (0.55 / (0.35 + np.clip(k, 0, 1))) * smoke
    front = t > 9
    img = img + rgb("#ffe8c4") * (cone * 0.085 * np.where(front, 1, 0.3))[..., None]
    img = img + rgb("#6a6ab0") * (0.012 * smoke * (t > 14))[..., None]
    return finish(
        img,
        depth=t,
        sharp=18,
        lens=26,
        most=9,
        exposure=1.15,
        contrast=1.12,
        saturation=1.05,
        vignette=0.35,
        seed=73,
        glow=0.2,
        threshold=1.1,
        grain=0.028,
    )
