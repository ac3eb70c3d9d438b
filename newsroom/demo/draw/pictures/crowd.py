"""A march seen from inside it."""

import numpy as np

from ..noise import rgb
from ..people import person
from ..scene import Stage
from ..shoot import camera, finish
from ..sky import sky
from .surfaces import brick_front, paving, stone


def protest_crowd():
    s = Stage()
    rng = np.random.default_rng(301)
    s.floor("#5a544c", mat=s.material(paving(1.2)))
    fm, st = s.material(brick_front(night=False, seed=5)), s.material(stone)
    for side in (-1, 1):
        z = 2.0
        while z < 90:
            w, h = rng.uniform(8, 14), rng.uniform(10, 17)
            s.box(
                side * 19,
                0,
                z + w / 2,
                10,
                h,
                w - 0.05,
                ("#7a4a38", "#a8927a", "#6a5c50", "#8a7460")[int(rng.integers(4))],
                mat=fm,
            )
            s.box(side * 18.9, h, z + w / 2, 10.6, 0.5, w, "#8a7a66")
            z += w
    # the town hall at the end, with a clock tower
    s.box(0, 0, 108, 40, 14, 12, "#a89678", mat=fm)
    s.box(0, 14, 108, 42, 1, 13, "#b8a688", mat=st)
    s.box(0, 14, 108, 7, 15, 7, "#b0a084", mat=st)
    s.box(0, 29, 108, 8, 0.8, 8, "#b8a688", mat=st)
    s.poly([(-4, 29.8, 104), (0, 40, 108), (4, 29.8, 104)], "#3c5a54")
    s.poly([(4, 29.8, 104), (0, 40, 108), (4, 29.8, 112)], "#3c5a54")
    s.ball(0, 25, 105.4, 2.4, "#f0e6cc")
    styles = ("short", "long", "bun", "round", "tail", "short", "bald", "long")
    sprites = [
        person(
            turn=180 + float(rng.uniform(-28, 28)),
            seed=600 + k,
            hair_style=styles[k % 8],
            arms=("down", "down", "one", "down", "up", "phone", "down", "down")[k % 8] if k > 3 else "down",
            pack="#4a5a44" if k % 7 == 0 else "",
            hat="#2c3a5a" if k % 9 == 4 else "",
            scarf="#7a3a4a" if k % 11 == 5 else "",
            tall=360,
        )
        for k in range(44)
    ]
    rows = np.concatenate([np.arange(3.4, 14, 1.05), np.geomspace(14.6, 86, 34)])
    for z in rows:
        half = min(4.5 + z * 0.62, 13.2)
        gap = 0.86 if z < 14 else 0.95 + z * 0.008
        for x in np.arange(-half, half, gap):
            if z < 5 and abs(x - 0.4) < 0.75:
                continue
            if rng.random() < 0.10:
                continue
            xx, zz = x + rng.uniform(-0.28, 0.28), z + rng.uniform(-0.4, 0.4)
            h = rng.normal(1.70, 0.08)
            sp = sprites[int(rng.integers(44))]
            s.card(sp, xx, 0, zz, h, flip=bool(rng.integers(2)))
            if z > 4.2 and rng.random() < (0.11 if z < 20 else 0.08):
                col = ("#f2eee2", "#e8d060", "#d8dfe4", "#d0533c", "#f2eee2")[int(rng.integers(5))]
                w, hh, up = rng.uniform(0.6, 0.9), rng.uniform(0.45, 0.62), rng.uniform(2.15, 2.6)
                tilt = rng.uniform(-0.10, 0.10)
                s.beam((xx + 0.2, 1.35, zz), (xx + 0.2 + tilt, up + hh * 0.8, zz), 0.018, "#a8845a")
                c, sn = np.cos(tilt * 2), np.sin(tilt * 2)
                pts = [
                    (xx + 0.2 + tilt + a * c - b * sn, up + hh / 2 + a * sn + b * c, zz + 0.03 + a * 0.12)
                    for a, b in ((-w / 2, -hh / 2), (w / 2, -hh / 2), (w / 2, hh / 2), (-w / 2, hh / 2))
                ]
                s.poly(pts, col)
            elif z > 13 and rng.random() < 0.03:
                up = rng.uniform(3.1, 4.2)
                s.beam((xx, 1.2, zz), (xx + 0.15, up, zz), 0.02, "#8a7a5a")
                col = ("#2a5a8a", "#b83a2c", "#2f7a5a", "#e0b83a")[int(rng.integers(4))]
                for k in range(10):
                    y0 = up - 0.02 - 0.05 * np.sin(k * 0.8 + z)
                    x0 = xx + 0.15 + k * 0.11
                    s.poly(
                        [
                            (x0, y0 - 0.72, zz + 0.06 * np.sin(k * 1.1)),
                            (x0 + 0.12, y0 - 0.74, zz + 0.06 * np.sin(k * 1.1 + 1.1)),
                            (x0 + 0.12, y0 - 0.02, zz + 0.06 * np.sin(k * 1.1 + 1.1)),
                            (x0, y0, zz + 0.06 * np.sin(k * 1.1)),
                        ],
                        col,
                    )
    # one near figure carries a child on the shoulders
    s.card(person(turn=176, seed=650, coat="#8a5a34", hair_style="short", tall=760), 0.55, 0, 4.3, 1.78)
    s.card(
        person(
            turn=184, seed=653, coat="#c8402c", legs="#2a3348", child=True, arms="one", hair_style="tail", sit=True, tall=560
        ),
        0.55,
        1.02,
        4.2,
        1.12,
    )
    for sd in (-1, 1):
        for z in (16, 34, 52, 70):
            s.beam((sd * 12.6, 0, z), (sd * 12.6, 6.2, z), 0.09, "#20241f")
            s.ball(sd * 12.6, 6.4, z, 0.28, "#f0e6cc")
            for _ in range(12):
                a, r = rng.uniform(0, 6.28), rng.uniform(0, 1.3)
                s.ball(
                    sd * 11.4 + r * np.cos(a),
                    5 + rng.uniform(-1, 2.2),
                    z + 7 + r * np.sin(a),
                    rng.uniform(0.5, 1.0),
                    rgb("#6a7a34") * rng.uniform(0.5, 1.2),
                )
            s.beam((sd * 11.4, 0, z + 7), (sd * 11.4, 4.6, z + 7), 0.14, "#3a2c20")
    s.sun_dir, s.sun_colour = (0.50, 0.30, 0.85), rgb("#ffc27a") * 4.6
    s.sun_centre, s.sun_radius, s.sun_soft = (0, 4, 34), 46, 1
    s.sky_light, s.ground_light = rgb("#a8b0cc") * 1.15, rgb("#c09060") * 0.45
    s.sky = sky(
        "#ffdca4",
        "#7fa2cc",
        sun=s.sun_dir,
        sun_colour="#ffd08a",
        glow=1.5,
        clouds=0.35,
        cloud_light="#fff0d8",
        cloud_dark="#a8a0a8",
        seed=305,
        band=0.4,
    )
    s.fog = (rgb("#ffcf96") * 0.95, 0.0062, 16)
    cam = camera(at=(-0.2, 2.45, 0), yaw=0.5, focal=0.9, horizon=0.47)
    img, t = s.render(cam)
    return finish(
        img,
        depth=t,
        sharp=6.0,
        lens=34,
        most=10,
        exposure=1.02,
        contrast=1.08,
        saturation=1.0,
        vignette=0.3,
        seed=91,
        glow=0.16,
        threshold=1.2,
    )
