"""After dark: the city over the water, the stadium, the burning ridge."""

import itertools

import numpy as np

from ..film import blur
from ..land import ground, normals
from ..noise import F, cells, field, mix, rgb, sample, step
from ..people import person
from ..scene import Stage
from ..shoot import camera, finish
from ..sky import sky


def night_city():
    s = Stage()
    rng = np.random.default_rng(21)

    def tower(p, n, c):
        side = np.abs(n[:, 0]) > 0.5
        u = np.where(side, p[:, 2] + 3.7, p[:, 0])
        wall = np.abs(n[:, 1]) < 0.4
        style = cells((c[:, 0] * 1e5).astype(int), 2)
        wx, wy = 2.2 + 2.2 * cells((c[:, 0] * 1e5).astype(int), 5), 3.4
        gx, gy = np.floor(u / wx), np.floor(p[:, 1] / wy)
        fx, fy = (u / wx) % 1, (p[:, 1] / wy) % 1
        band = style > 0.66
        win = wall & np.where(band, (fy > 0.3) & (fy < 0.8), (fx > 0.22) & (fx < 0.8) & (fy > 0.25) & (fy < 0.8))
        r = cells(gx * 131 + gy * 17 + (c[:, 0] * 1e5).astype(int), 7)
        office = cells(gy * 29 + (c[:, 0] * 1e5).astype(int), 8)
        lit = win & ((r > 0.66) | (band & (office > 0.72) & (r > 0.2)))
        hue = cells(gx * 7 + gy * 311 + (c[:, 0] * 1e5).astype(int), 9)
        warm = mix(rgb("#ffb45c"), rgb("#ffe6b8"), hue)
        warm = np.where((hue > 0.86)[:, None], rgb("#b8d8ff"), warm)
        base = np.where(win[:, None], rgb("#10161f"), c)
        out = np.where(lit[:, None], warm, base)
        return out, np.where(lit, 0.35 + 1.5 * r**2, 0).astype(F)

    m = s.material(tower)
    x = -330.0
    for _row, (z, hmin, hmax, wmin, wmax) in enumerate(((520, 40, 160, 24, 44), (440, 22, 105, 20, 38), (372, 10, 46, 14, 30))):
        x = -360.0
        while x < 370:
            w = rng.uniform(wmin, wmax)
            centre = np.exp(-(((x - 40) / 150) ** 2))
            h = rng.uniform(hmin, hmin + (hmax - hmin) * (0.25 + 0.75 * centre))
            c = rgb("#2a3140") * rng.uniform(0.5, 1.6) * np.array([rng.uniform(0.9, 1.1), 1, rng.uniform(0.95, 1.15)])
            s.box(x + w / 2, 0, z, w - 2, h, rng.uniform(18, 30), c, mat=m)
            if h > 85:
                s.box(x + w / 2, h, z, w * 0.6, h * 0.16, 12, c, mat=m)
                s.beam((x + w / 2, h * 1.16, z), (x + w / 2, h * 1.16 + 24, z), 0.6, "#30343c", r2=0.15)
                s.ball(x + w / 2, h * 1.16 + 24, z, 0.9, "#ff3020", glow=14)
            elif rng.random() < 0.5:
                s.box(x + w * 0.4, h, z, w * 0.3, rng.uniform(3, 7), 8, "#20242c")
            x += w + rng.uniform(0, 5)
    # bridge at the left
    for k in range(2):
        xx = -215 + 150 * k
        for zz in (300, 308):
            s.beam((xx, 0, zz), (xx, 62, zz), 2.0, "#3a4450", r2=1.5)
        s.beam((xx, 60, 300), (xx, 60, 308), 1.3, "#3a4450")
        s.ball(xx, 64, 304, 1.1, "#ff3020", glow=14)
    s.box(-175, 15, 304, 420, 2.2, 10, "#262c36")
    for a, b2 in ((-365, -215), (-215, -65), (-65, 40)):
        pts = []
        for k in np.linspace(0, 1, 30):
            xx = a + (b2 - a) * k
            if a == -215:
                y = 21 + 40 * (2 * k - 1) ** 2
            else:
                q = k if b2 == -215 else 1 - k
                y = 19 + 42 * q**1.8
            pts.append(np.array([xx, y, 299]))
        for p0, p1 in itertools.pairwise(pts):
            s.beam(p0, p1, 0.45, "#4a5462")
            s.beam(p0, [p0[0], 17, 299], 0.12, "#4a5462")
        for p0 in pts[::2]:
            s.ball(p0[0], p0[1] + 0.3, 298.5, 0.5, "#ffe2b0", glow=8)
    for xx in np.arange(-370, 30, 9.0):
        s.ball(xx, 20, 298, 0.55, "#ffc070", glow=9)
    # embankment and lamps
    s.box(0, 0, 352, 800, 4.5, 16, "#2a2c30")
    for xx in np.arange(-300, 320, 11.5):
        s.beam((xx, 4, 344), (xx, 10, 344), 0.12, "#1a1c20")
        s.ball(xx, 10.2, 344, 0.62, "#ffcf88", glow=11)
        s.lamp((xx, 9, 342), "#ffc070", 16, 3)
    for i in range(46):
        xx = -300 + 13.5 * i + rng.uniform(-4, 4)
        for _ in range(4):
            s.ball(
                xx + rng.uniform(-2.5, 2.5), 6.5 + rng.uniform(0, 3), 347 + rng.uniform(-1, 1), rng.uniform(1.6, 2.6), "#1c2a1c"
            )
    s.sky_light, s.ground_light = rgb("#44557c") * 0.35, rgb("#c89058") * 0.10
    s.sky = sky(
        "#b88a80",
        "#22315e",
        sun=(-0.9, -0.02, 0.7),
        sun_colour="#ffa878",
        glow=0.2,
        clouds=0.45,
        cloud_light="#a87c86",
        cloud_dark="#34406a",
        seed=141,
        band=0.14,
        scale=0.8,
    )
    base = s.sky
    s.sky = lambda d: base(d) * F(0.42)
    s.fog = (rgb("#6a4a60") * 0.35, 0.00055, 80)
    s.floor("#050a12", gloss=1.0)
    s.fresnel, s.mirror_blur, s.wobble = 0.25, (1.5, 30), 0.0
    cam = camera(at=(0, 9, 0), yaw=-2, focal=0.80, horizon=0.60)
    img, t = s.render(cam)
    # ripples: shift the mirrored light up and down by each wavelet's slope
    o, d = cam.rays()
    floor = s.last.gloss > 0
    p = o + np.minimum(t, 3000)[..., None] * d
    a = sample(field(142, 2.0, low=4), p[..., 0] / 46, p[..., 2] / 60) - 0.5
    a2 = sample(field(143, 1.4, low=8), p[..., 0] / 13, p[..., 2] / 30) - 0.5
    y, x = np.mgrid[0 : cam.height, 0 : cam.width]
    yy = np.clip(y + (a * 240 + a2 * 130) * step(0, 0.25, (y - cam.cy) / cam.height), int(cam.cy) + 3, cam.height - 1).astype(
        int
    )
    xx = np.clip(x + a2 * 16, 0, cam.width - 1).astype(int)
    img = np.where(floor[..., None], img[yy, xx] * 0.95, img)
    return finish(
        img, exposure=1.25, contrast=1.08, saturation=1.06, vignette=0.3, seed=51, glow=0.2, threshold=0.8, grain=0.024
    )


def wildfire_glow():
    cam = camera(at=(0, 60, 0), focal=1.5, horizon=0.66)
    low, mid, fine = field(151, 2.9, low=2), field(152, 2.1, low=3), field(153, 1.2, low=8)

    def height(x, z):
        front = 330 * step(900, 3200, z) * (0.35 + 1.15 * sample(low, x / 5200 + 0.12, z / 5200)) * step(5200, 3300, z)
        far = 520 * step(5200, 8000, z) * (0.4 + sample(low, x / 9000 + 0.6, z / 9000))
        return (
            np.maximum(front, far)
            + (sample(mid, x / 900, z / 900) - 0.5) * 70 * step(900, 2000, z)
            + (sample(fine, x / 300, z / 300) - 0.5) * 12 * step(900, 2000, z)
        ).astype(F)

    t = ground(cam, height, near=60, far=11000, steps=1200)
    o, d = cam.rays()
    hit = t < 10900
    y, x = np.mgrid[0 : cam.height, 0 : cam.width].astype(F)
    u, v = x / cam.width, (cam.cy - y) / cam.height
    top = np.argmax(hit & (t > 1500), axis=0).astype(F)
    top_s = blur(np.repeat(top[None, :, None], 3, 0), 30, 0)[1, :, 0]
    above = (top_s[None] - y) / cam.height
    puff, det = field(154, 2.6, low=2), field(155, 1.7, low=4)
    n1 = sample(puff, u * 0.9, v * 1.1) * 0.6 + sample(det, u * 1.2 + (sample(puff, u, v) - 0.5) * 0.1, v * 1.6) * 0.4
    n2 = sample(puff, u * 0.9 + 0.012, v * 1.1 - 0.02) * 0.6 + sample(det, u * 1.2 + 0.012, v * 1.6 - 0.02) * 0.4
    heat = np.exp(-(((u - 0.60) / 0.26) ** 2))
    glow = heat * np.exp(-np.maximum(above, 0) / (0.10 + 0.14 * heat))
    relief = np.clip(0.5 + (n2 - n1) * 5.5, 0, 1.4)
    smoke_d = step(0.35, 0.68, n1 + 0.25 * heat - 0.10)
    night = mix(rgb("#0b1020") * 0.8, rgb("#2b1a20") * 0.6, np.exp(-np.maximum(v, 0) / 0.22))
    lit = mix(rgb("#c8330c") * 0.9, rgb("#ff9a30") * 1.4, np.clip(glow * 1.15, 0, 1) ** 1.5)
    img = night + lit * (glow**1.25 * (0.35 + 1.25 * relief * smoke_d))[..., None]
    img = (
        img
        + rgb("#6a3a34")[None, None]
        * (smoke_d * (0.05 + 0.22 * relief) * np.exp(-np.maximum(above, 0) / 0.5) * (0.2 + heat))[..., None]
    )
    tt = t[hit]
    p = o + tt[:, None] * d[hit]
    n = normals(height, p, np.maximum(tt * 0.004, 1).astype(F))
    tree = sample(fine, p[:, 0] / 170, p[:, 2] / 170)
    col = rgb("#12140f") * (0.3 + 0.9 * tree)[:, None]
    back = np.clip(n @ np.array([0.12, 0.35, 0.93], dtype=F), 0, 1)
    hz = np.exp(-(((p[:, 0] / np.maximum(tt, 1) * cam.focal + 0.5 - 0.60) / 0.3) ** 2))
    land = col * (rgb("#4a5c90") * 1.6 + rgb("#ff6a20") * (back * hz * 3.5)[:, None])
    # the fire line creeps over the front ridge, its slope burning in patches
    line = p[:, 1] - 330 * (0.30 + 0.55 * sample(low, p[:, 0] / 2600 + 0.4, p[:, 2] / 9000))
    edge = np.exp(-((line / 9) ** 2)) * (tt > 1700) * (tt < 5200)
    spots = step(0.55, 0.75, sample(fine, p[:, 0] / 210, p[:, 2] / 420))
    fire = np.clip(edge * (0.25 + 1.3 * spots), 0, 1) * hz
    embers = (
        step(0.74, 0.84, sample(fine, p[:, 0] / 90 + 0.3, p[:, 2] / 150))
        * step(-4, -50, line)
        * step(-230, -60, line)
        * hz
        * (tt > 1700)
    )
    land = land + rgb("#ff7a1c") * (fire * 9)[:, None] + rgb("#ff4a10") * (embers * 1.6)[:, None]
    land = (
        land * np.exp(-tt * 0.00006)[:, None] + (rgb("#70301c") * 0.30) * ((1 - np.exp(-tt * 0.00011)) * (0.25 + hz))[:, None]
    )
    img[hit] = land
    # flames along the crest
    rng = np.random.default_rng(31)
    for _i in range(360):
        fx = rng.normal(0.60, 0.15)
        if not 0.05 < fx < 0.97:
            continue
        xi = int(fx * cam.width)
        h = rng.uniform(4, 26) * np.exp(-(((fx - 0.6) / 0.2) ** 2)) + 3
        y0 = top[xi] + rng.uniform(-2, 7)
        ya, yb, xa, xb = int(y0 - h - 2), int(y0 + 4), int(xi - h * 0.6 - 2), int(xi + h * 0.6 + 3)
        yy, xx = np.mgrid[ya:yb, max(xa, 0) : xb].astype(F)
        q = np.clip((y0 - yy) / h, 0, 1)
        k = np.exp(-(((xx - xi - q * h * 0.25) / (h * 0.22 * (1.05 - q) + 0.5)) ** 2)) * (yy < y0 + 2) * (1 - q * 0.6)
        win = img[ya:yb, max(xa, 0) : xb]
        win += (rgb("#ffa030") * 5.0) * k[: win.shape[0], : win.shape[1], None]
    # town lights in the dark valley
    for _i in range(1500):
        z = 360 + 1100 * rng.random() ** 1.3
        xx = rng.normal(-40 + 90 * np.sin(z / 160), 60 + z * 0.10)
        if np.sin(xx / 23 + np.sin(z / 90) * 2) > 0.3:
            continue
        px, py, _ = cam.project(np.array([[xx, rng.uniform(3, 7), z]]))
        px, py = px[0], py[0]
        if not (4 < px < cam.width - 5 and 4 < py < cam.height - 5):
            continue
        r = rng.uniform(0.8, 1.9) * 500 / z + 0.6
        c = (rgb("#ffb45c"), rgb("#ffdca0"), rgb("#d8e4ff"))[int(rng.integers(5)) % 3]
        ya, yb, xa, xb = int(py - 6), int(py + 7), int(px - 6), int(px + 7)
        yy, xq = np.mgrid[max(ya, 0) : yb, max(xa, 0) : xb].astype(F)
        k = np.exp(-((xq - px) ** 2 + (yy - py) ** 2) / (r * r))
        win = img[max(ya, 0) : yb, max(xa, 0) : xb]
        win += c * (rng.uniform(0.5, 3.2) * k[: win.shape[0], : win.shape[1], None])
    # near roofs in silhouette
    s = Stage()
    s.sky_light, s.ground_light = rgb("#6070a0") * 1.1, rgb("#c07038") * 0.5
    s.sun_dir, s.sun_colour = (0.15, 0.4, 1), rgb("#ff7a2c") * 3.2
    for _i in range(44):
        z = rng.uniform(405, 600)
        xx = rng.uniform(-170, 190)
        w, h = rng.uniform(9, 15), rng.uniform(5, 8)
        s.box(xx, 0, z, w, h, 10, "#8a8078")
        s.poly([(xx - w / 2 - 1, h, z - 6), (xx, h + 3.6, z - 6), (xx + w / 2 + 1, h, z - 6)], "#7a706c")
        s.poly([(xx - w / 2 - 1, h, z - 6), (xx, h + 3.6, z - 6), (xx, h + 3.6, z + 6), (xx - w / 2 - 1, h, z + 6)], "#5a4a48")
        s.poly([(xx, h + 3.6, z - 6), (xx + w / 2 + 1, h, z - 6), (xx + w / 2 + 1, h, z + 6), (xx, h + 3.6, z + 6)], "#5a4a48")
        if rng.random() < 0.75:
            s.box(xx + rng.uniform(-3, 3), 2, z - 5.06, 1.9, 1.9, 0.1, "#ffb860", glow=float(rng.uniform(1, 3)))
        if rng.random() < 0.4:
            s.box(xx + rng.uniform(-3, 3), 2, z - 5.06, 1.2, 1.7, 0.1, "#ffdca0", glow=1.5)
        for _ in range(5):
            tx, tz = xx + rng.uniform(8, 16), z + rng.uniform(-9, 20)
            for j in range(4):
                s.ball(tx, 3 + j * 2.6, tz, 2.9 - 0.55 * j, "#2a3424")
    b = s.cast(cam)
    lay = s.shade(cam, b)
    img = np.where((b.t < t)[..., None], lay, img)
    return finish(
        img, exposure=1.15, contrast=1.1, saturation=1.02, vignette=0.34, seed=52, glow=0.22, threshold=0.9, grain=0.03
    )


def stadium_lights():
    s = Stage()
    rng = np.random.default_rng(61)

    def turf(p, n, c):
        strip = np.floor((p[:, 0] + 400) / 5.5) % 2
        tone = 0.82 + 0.22 * strip + 0.35 * (sample(field(162, 1.2), p[:, 0] / 7, p[:, 2] / 7) - 0.5)
        out = c * tone[:, None]
        z = p[:, 2] - 62
        x = p[:, 0]
        w = 0.09
        on = (
            (np.abs(np.abs(z) - 34) < w) & (np.abs(x) < 52)
            | (np.abs(np.abs(x) - 52) < w) & (np.abs(z) < 34)
            | (np.abs(x) < w) & (np.abs(z) < 34)
        )
        on |= np.abs(np.hypot(x, z) - 9.15) < w
        on |= (np.abs(np.abs(x) - 35.5) < w) & (np.abs(z) < 20.2) | (np.abs(np.abs(z) - 20.2) < w) & (np.abs(x) > 35.5) & (
            np.abs(x) < 52
        )
        off = (np.abs(x) > 55) | (np.abs(z) > 37)
        out = np.where(off[:, None], rgb("#5a2d28") * (0.8 + 0.3 * tone)[:, None], out)
        return np.where(on[:, None], rgb("#e8ece6"), out)

    def stand(p, n, c):
        u = np.where(np.abs(n[:, 0]) > 0.6, p[:, 2], p[:, 0])
        row, seat = np.floor(p[:, 1] / 0.62), np.floor(u / 0.5)
        r = cells(row * 911 + seat * 13, 3)
        hue = cells(row * 77 + seat * 31, 4)
        fu, fv = (u / 0.5) % 1 - 0.5, (p[:, 1] / 0.62) % 1
        body = (np.abs(fu) < 0.36) & (fv < 0.62)
        head = np.hypot(fu * 0.5, (fv - 0.72) * 0.62) < 0.135
        shirt = np.where(
            (hue < 0.45)[:, None],
            rgb("#1f4f8a"),
            np.where((hue < 0.6)[:, None], rgb("#d8dade"), np.where((hue < 0.8)[:, None], rgb("#2a2c33"), rgb("#a8342c"))),
        )
        aisle = np.abs((u / 14) % 1 - 0.5) < 0.035
        there = (r > 0.12) & ~aisle
        base = np.where(aisle[:, None], rgb("#6a6c70"), rgb("#22335a") * 0.7)
        out = np.where((there & body)[:, None], shirt * (0.5 + 0.8 * r)[:, None], base * (0.5 + 0.5 * fv)[:, None])
        out = np.where((there & head)[:, None], mix(rgb("#6f4630"), rgb("#d9a988"), cells(row * 5 + seat * 101, 6)), out)
        flash = there & head & (cells(row * 31 + seat * 7, 11) > 0.9975)
        return np.where(flash[:, None], 1.0, out).astype(F), np.where(flash, 9, 0).astype(F)

    t1, t2 = s.material(turf), s.material(stand)
    s.floor("#3c6a3a", mat=t1)
    # far stand: lower tier, fascia, upper tier, roof
    z0 = 104
    s.poly([(-75, 1.6, z0), (75, 1.6, z0), (75, 12, z0 + 19), (-75, 12, z0 + 19)], "#22335a", mat=t2)
    s.box(0, 0, z0 - 0.4, 150, 1.6, 0.5, "#1a2748")
    s.box(0, 12, z0 + 19, 150, 2.6, 0.6, "#11182c")
    for k in range(15):
        s.box(-70 + k * 10, 12.5, z0 + 18.6, 9.6, 1.5, 0.1, ("#1d4f96", "#e0e4e8", "#c8342c")[k % 3], glow=0.9)
    s.poly([(-75, 15.2, z0 + 17), (75, 15.2, z0 + 17), (75, 32, z0 + 42), (-75, 32, z0 + 42)], "#22335a", mat=t2)
    s.box(0, 41, z0 + 32, 170, 1.6, 34, "#20242c")
    s.box(0, 40.2, z0 + 15, 170, 3.0, 0.6, "#d8dce0")
    for k in range(13):
        s.beam((-78 + k * 13, 32, z0 + 44), (-78 + k * 13, 52, z0 + 40), 0.5, "#c8ccd0")
        s.beam((-78 + k * 13, 52, z0 + 40), (-78 + k * 13, 43, z0 + 15), 0.28, "#c8ccd0")
    for k in range(30):
        x = -72 + k * 5
        s.box(x, 39.2, z0 + 14.6, 2.4, 0.9, 0.3, "#f2f6ff", glow=22)
    for side in (-1, 1):
        xa = side * 68
        pts = [(xa, 1.6, 22), (xa, 1.6, 102), (xa + side * 20, 12, 102), (xa + side * 20, 12, 22)]
        s.poly(pts, "#22335a", mat=t2)
        pts = [(xa + side * 18, 15, 22), (xa + side * 18, 15, 104), (xa + side * 40, 31, 104), (xa + side * 40, 31, 22)]
        s.poly(pts, "#22335a", mat=t2)
        s.box(xa + side * 20, 12, 62, 0.6, 2.6, 84, "#11182c")
        s.box(xa + side * 36, 41, 62, 40, 1.6, 92, "#20242c")
        for k in range(16):
            s.box(xa + side * 16, 39.6, 24 + k * 5.2, 0.4, 1.0, 2.4, "#f2f6ff", glow=22)
        s.lamp((side * 54, 40, 40), "#e4ecff", 1900, 60)
        s.lamp((side * 54, 40, 85), "#e4ecff", 1900, 60)
    s.lamp((-30, 40, 112), "#e4ecff", 1500, 60)
    s.lamp((30, 40, 112), "#e4ecff", 1500, 60)
    s.lamp((0, 45, 10), "#e4ecff", 1500, 60)
    # players
    kits = (("#e8e8ea", "#22284a"), ("#a8242c", "#e0e0e0"))
    spots = [
        (-9, 40, 0),
        (-4.5, 44, 1),
        (3, 39, 1),
        (10, 47, 0),
        (-17, 52, 1),
        (18, 57, 0),
        (1, 58, 0),
        (-24, 64, 0),
        (25, 68, 1),
        (-6, 71, 1),
        (9, 75, 0),
        (31, 50, 1),
        (-31, 47, 0),
        (-2, 84, 1),
        (16, 88, 0),
        (-13, 90, 1),
    ]
    for i, (x, z, k) in enumerate(spots):
        s.card(
            person(
                turn=float(rng.uniform(0, 360)), walk=float(rng.random()), coat=kits[k][0], legs=kits[k][1], seed=i, tall=160
            ),
            x,
            0,
            z,
            1.85,
        )
    s.ball(-6.3, 0.5, 42, 0.14, "#ffffff")
    s.sky_light, s.ground_light = rgb("#a8b8d8") * 0.30, rgb("#4a7a4a") * 0.28
    base = sky("#2a3660", "#0a1026", clouds=0.4, cloud_light="#3a4468", cloud_dark="#141a30", seed=163, band=0.3)
    s.sky = lambda d: base(d) * F(0.55)
    s.fog = (rgb("#a8b8d8") * 0.5, 0.0014, 60)
    s.sun_dir = None
    cam = camera(at=(-22, 6.5, 18), yaw=20, focal=1.12, horizon=0.46)
    img, t = s.render(cam)
    return finish(
        img,
        depth=t,
        sharp=40,
        lens=90,
        most=6,
        exposure=0.95,
        contrast=1.1,
        saturation=1.08,
        vignette=0.3,
        seed=53,
        glow=0.22,
        threshold=1.4,
        grain=0.022,
    )
