"""The container terminal, at low sun."""

import numpy as np

from ..land import water
from ..noise import cells, field, rgb, sample, step
from ..scene import Stage
from ..shoot import camera, finish
from ..sky import sky

BOXES = ("#8c2f23", "#1f4a73", "#2d5d4a", "#b7682a", "#7d7f80", "#5a2331", "#c9b37a", "#264c5c", "#9a9c98", "#7a1f1f")


def corrugated(p, n, c):
    """Steel ribs, rust at the edges, dust on top."""
    along = np.where(np.abs(n[:, 0]) > 0.5, p[:, 2], p[:, 0])
    rib = (np.sin(along * 21) * 0.5 + 0.5) * (np.abs(n[:, 1]) < 0.5)
    seam = step(0.0, 0.06, np.abs((p[:, 1] % 2.6) - 0.02)) * (step(0.0, 0.07, np.abs((along % 6.2) - 0.0)))
    dirt = sample(field(21, 1.8), along / 11, p[:, 1] / 5 + p[:, 0] * 0.013)
    out = c * (0.72 + 0.4 * rib[:, None]) * (0.55 + 0.45 * seam)[:, None]
    rust = step(0.62, 0.8, dirt)[:, None]
    return out * (1 - 0.5 * rust) + rgb("#3a1c10") * 0.6 * rust


def quay(p, n, c):
    a = sample(field(22, 2.0), p[:, 0] / 30, p[:, 2] / 30)
    b = sample(field(23, 1.0), p[:, 0] / 5, p[:, 2] / 5)
    out = c * (0.55 + 0.6 * a + 0.35 * b)[:, None]
    lane = (np.abs((p[:, 0] + 1.0) % 14 - 7) < 0.14) & (p[:, 2] % 7 < 4.6)
    return np.where(lane[:, None], rgb("#c8a83a") * (0.4 + 0.6 * b)[:, None], out)


def crane(s: Stage, x, z, paint, boom_up=False, reach=46):
    """A ship-to-shore gantry: two legs in front, two behind, a boom over the water."""
    w, d, h = 16, 20, 34
    for i in (-1, 1):
        for k in (-1, 1):
            s.beam((x + k * d / 2, 0, z + i * w / 2), (x + k * d / 2, h, z + i * w / 2), 0.75, paint)
            s.box(x + k * d / 2, 0, z + i * w / 2, 2.2, 1.4, 6, "#22262a")
        s.beam((x - d / 2, 13, z + i * w / 2), (x + d / 2, 13, z + i * w / 2), 0.6, paint)
        s.beam((x - d / 2, 13, z + i * w / 2), (x + d / 2, h, z + i * w / 2), 0.35, paint)
        s.beam((x - d / 2, h, z + i * w / 2), (x + d / 2, h, z + i * w / 2), 0.7, paint)
        s.beam((x - d / 2, h, z + i * w / 2), (x - d / 2 + 3, h + 17, z), 0.5, paint)
    for k in (-1, 1):
        s.beam((x + k * d / 2, h, z - w / 2), (x + k * d / 2, h, z + w / 2), 0.7, paint)
        s.beam((x + k * d / 2, 13, z - w / 2), (x + k * d / 2, 13, z + w / 2), 0.5, paint)
    top = (x - d / 2 + 3, h + 17, z)
    tip = (x - d / 2 - reach * (0.25 if boom_up else 1), h + (reach * 0.95 if boom_up else 1.5), z)
    back = (x + d / 2 + 16, h + 1.5, z)
    root = (x - d / 2, h + 1.5, z)
    for off in (-1.6, 1.6):
        s.beam((root[0], root[1], z + off), (tip[0], tip[1], z + off), 0.55, paint)
        s.beam((root[0], root[1], z + off), (back[0], back[1], z + off), 0.6, paint)
    for f in (0.5, 0.95):
        p = tuple(np.array(root) + (np.array(tip) - np.array(root)) * f)
        s.beam(top, p, 0.13, "#30343a")
    s.beam(top, back, 0.16, "#30343a")
    s.box(x + d / 2 + 6, h + 2, z, 10, 4.5, 5, "#c9ccce")
    cabin = root[0] - reach * 0.32
    if not boom_up:
        s.box(cabin, h - 2.6, z, 3, 3, 3, "#d4d8da")
        s.beam((cabin, h, z - 1), (cabin, 15.5, z - 1), 0.06, "#202020")
        s.beam((cabin, h, z + 1), (cabin, 15.5, z + 1), 0.06, "#202020")
        s.box(cabin, 12.6, z, 2.4, 2.6, 12, "#b7682a", mat=1)


def container_port():
    s = Stage()
    s.material(corrugated)
    m = s.material(quay)
    s.floor("#6c675f", mat=m)
    s.sun_dir, s.sun_colour = (-0.80, 0.30, 0.30), rgb("#ffb468") * 5.2
    s.sky_light, s.ground_light = rgb("#7d92b4") * 0.62, rgb("#6a5746") * 0.35
    s.sun_centre, s.sun_radius = (0, 10, 95), 125
    rng = np.random.default_rng(8)
    for block, x0 in enumerate((9, 31, 54)):
        for row in range(12):
            z = 26 + row * 13.2
            for lane in range(5):
                n = int(rng.integers(1, 6)) if row else int(rng.integers(1, 3))
                x = x0 + lane * 2.75
                for k in range(n):
                    c = BOXES[int(cells(np.array([block * 997 + row * 71 + lane * 13 + k * 7]), 4)[0] * 9.99)]
                    s.box(x, k * 2.6, z, 2.44, 2.58, 12.2, c, mat=1)
    for i, z in enumerate((58, 104, 150, 200)):
        crane(s, -19, z, ("#b23a24", "#2f6a8a", "#b23a24", "#2f6a8a")[i], boom_up=i == 3)
    # the ship at the quay
    s.box(-52, -3, 150, 34, 15, 150, "#14283c")
    s.box(-52, -3, 150, 34.2, 4, 150.2, "#5a1c18")
    for row in range(9):
        for lane in range(12):
            n = int(rng.integers(2, 6))
            for k in range(n):
                c = BOXES[int(rng.integers(10))]
                s.box(-66 + lane * 2.7, 12 + k * 2.6, 84 + row * 13, 2.44, 2.58, 12.2, c, mat=1)
    s.box(-52, 12, 206, 30, 26, 12, "#c9ccca")
    s.box(-52, 36, 206, 36, 3.4, 8, "#dfe2e0")
    for x, z in ((-2, 38), (-4.5, 88), (1.5, 140)):
        s.box(x, 1.1, z, 2.5, 0.4, 13, "#2a2c30")
        s.box(x, 1.4, z, 2.44, 2.6, 12.2, BOXES[int(rng.integers(10))], mat=1)
        s.box(x, 0.6, z - 8.2, 2.5, 3.0, 2.4, "#d8d8d4")
        s.box(x, 2.0, z - 9.42, 2.2, 1.0, 0.06, "#10161c")
        for dz in (-8, 3, 5):
            for side in (-1, 1):
                s.ball(x + side * 1.1, 0.55, z + dz, 0.55, "#0c0c0c")
    s.poly([(-30, 0.02, 5), (-200, 0.02, 5), (-200, 0.02, 900), (-30, 0.02, 900)], "#28404c", mat=0)
    look = sky(
        "#f2c9a0",
        "#5f87b8",
        sun=s.sun_dir,
        sun_colour="#ffcf96",
        glow=1.5,
        clouds=0.42,
        cloud_light="#ffe3c4",
        cloud_dark="#8a8698",
        seed=12,
        band=0.3,
    )
    s.sky = look
    s.fog = (rgb("#e0b48e") * 0.8, 0.0016, 60)
    cam = camera(at=(-9, 9.5, -6), yaw=-1.5, focal=0.78, horizon=0.60)
    img, t = s.render(cam)
    wimg, _wt = water(cam, look, deep=rgb("#173038") * 0.4, size=1.6, slope=0.9, level=0.02)
    _, d = cam.rays()
    b = s.last
    px = cam.o[0] + t * d[..., 0]
    wet = (b.n[..., 1] > 0.9) & (px < -30) & (np.abs(t * d[..., 1] + cam.o[1]) < 0.1)
    img[wet] = wimg[wet]
    return finish(img, exposure=0.92, contrast=1.1, saturation=1.02, vignette=0.3, seed=3, glow=0.1)
