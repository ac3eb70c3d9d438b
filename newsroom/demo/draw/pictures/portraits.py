"""Staff portraits against the light: hair, posture and window tell them apart, no face can be recognised."""

from collections.abc import Callable

import numpy as np

from ..film import blur, disc, develop, bloom
from ..noise import F, field, mix, rgb, sample, step
from ..people import Clay

N = 1000
SKIN, HAIR, CLOTH, SHIRT, METAL = ((1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (0, 1, 1))


def bust(*, wide=1.0, heavy=1.0, neck=1.0, beard=False) -> Clay:
    """Head, neck and shoulders, looking along +z."""
    c = Clay()
    s, h = np.array(SKIN, F), np.array(HAIR, F)
    c.blob((0, 0.645, -0.035), 0.148, s, 1.06)
    c.blob((0, 0.59, 0.03), 0.116, s, 1.38)
    c.limb((-0.052 * heavy, 0.50, 0.03), (0.052 * heavy, 0.50, 0.03), 0.074, 0.074, s)
    c.limb((-0.02, 0.462, 0.088), (0.02, 0.462, 0.088), 0.040, 0.040, s)
    c.chain([(0, 0.628, 0.138), (0, 0.585, 0.158), (0, 0.553, 0.176)], [0.014, 0.018, 0.024], s)
    c.limb((-0.02, 0.548, 0.150), (0.02, 0.548, 0.150), 0.017, 0.017, s)
    c.limb((-0.062, 0.640, 0.106), (0.062, 0.640, 0.106), 0.032, 0.032, s)
    c.limb((-0.026, 0.516, 0.130), (0.026, 0.516, 0.130), 0.020, 0.020, s, 0.8)
    c.limb((-0.022, 0.497, 0.126), (0.022, 0.497, 0.126), 0.020, 0.020, s, 0.85)
    for k in (-1, 1):
        c.blob((k * 0.066, 0.565, 0.082), 0.055, s)
        c.limb((k * 0.136, 0.61, -0.022), (k * 0.131, 0.555, -0.008), 0.026, 0.019, s, 1.2)
    c.limb((0, 0.50, -0.045), (0, 0.34, -0.055), 0.083 * neck, 0.092 * neck, s)
    if beard:
        c.limb((-0.075, 0.505, 0.045), (0.075, 0.505, 0.045), 0.060, 0.060, h)
        c.limb((-0.03, 0.455, 0.092), (0.03, 0.455, 0.092), 0.050, 0.050, h)
        c.limb((-0.036, 0.53, 0.138), (0.036, 0.53, 0.138), 0.013, 0.013, h)
        for k in (-1, 1):
            c.chain([(k * 0.125, 0.59, 0.01), (k * 0.115, 0.53, 0.03), (k * 0.085, 0.49, 0.06)], [0.022, 0.032, 0.045], h)
    return c


def shoulders(c: Clay, *, wide=1.0, slope=0.0, collar="round", drop=(0.0, 0.0)):
    """A jacket, coat or jumper below the neck; `drop` lowers one shoulder, as people stand."""
    b = np.array(CLOTH, F)
    for i, k in enumerate((-1, 1)):
        d = drop[i]
        c.chain([(k * 0.03, 0.375, -0.055), (k * 0.16 * wide, 0.315 - slope - d, -0.055), (k * 0.27 * wide, 0.25 - slope - d, -0.045)], [0.085, 0.088, 0.100], b)
        c.chain([(k * 0.28 * wide, 0.235 - slope - d, -0.04), (k * 0.345 * wide, 0.05 - d, -0.02), (k * 0.37 * wide, -0.2, 0.02)], [0.108, 0.112, 0.115], b)
    for x in (-0.13, -0.05, 0.05, 0.13):
        c.chain([(x * wide, 0.29, -0.02), (x * wide, 0.10, 0.02), (x * wide, -0.2, 0.03)], [0.14, 0.19, 0.19], b)
    if collar == "shirt":
        w = np.array(SHIRT, F)
        for k in (-1, 1):
            c.chain([(k * 0.085, 0.385, -0.01), (k * 0.06, 0.335, 0.085), (k * 0.015, 0.285, 0.135)], [0.036, 0.032, 0.02], w)
        for y in np.linspace(0.30, -0.1, 14):
            c.blob((0, y, 0.118 + (0.30 - y) * 0.25), 0.045 + (0.30 - y) * 0.08, w)
        for k in (-1, 1):
            c.chain([(k * 0.115, 0.37, 0.0), (k * 0.10, 0.25, 0.15), (k * 0.045, -0.05, 0.235)], [0.035, 0.04, 0.045], b)
    elif collar == "roll":
        for y in (0.43, 0.405, 0.38):
            for a in np.linspace(0, 2 * np.pi, 22):
                c.blob((0.078 * np.cos(a), y - 0.015 * np.sin(a), -0.05 + 0.078 * np.sin(a)), 0.036, b)
    elif collar == "coat":
        for k in (-1, 1):
            c.chain([(k * 0.115, 0.43, -0.09), (k * 0.135, 0.385, 0.0), (k * 0.10, 0.28, 0.12), (k * 0.03, 0.10, 0.22)], [0.035, 0.045, 0.045, 0.04], b)
    else:
        for a in np.linspace(0, 2 * np.pi, 26):
            c.blob((0.098 * np.cos(a), 0.365 - 0.028 * np.sin(a), -0.055 + 0.098 * np.sin(a)), 0.026, b)
    return c


def cap_hair(c: Clay, grow=1.0, low=0.60, front=0.02):
    """Short hair: a shell over the skull, open to the face."""
    h = np.array(HAIR, F)
    rng = np.random.default_rng(7)
    for _ in range(260):
        a, b = rng.uniform(-np.pi, np.pi), rng.uniform(-0.25, 1.5)
        p = np.array([np.sin(a) * np.cos(b), np.sin(b), np.cos(a) * np.cos(b)])
        y = 0.645 + 0.150 * p[1] * 1.06
        if y < low or (p[2] > 0.45 and y < 0.715 + front):
            continue
        c.blob((0.143 * p[0], y, -0.035 + 0.143 * p[2]), 0.030 * grow * rng.uniform(0.8, 1.2), h)


def long_hair(c: Clay, end: float, spread=1.0, seed=3, parting=0.02):
    """Hair that falls beside the face, in locks."""
    h = np.array(HAIR, F)
    cap_hair(c, 1.15, 0.58, 0.015)
    rng = np.random.default_rng(seed)
    for _ in range(80):
        a = rng.uniform(0.48 * np.pi, 1.52 * np.pi) if rng.random() < 0.6 else rng.choice((-1, 1)) * rng.uniform(0.36, 0.62) * np.pi
        x, z = np.sin(a), np.cos(a)
        r0 = 0.150 * rng.uniform(0.95, 1.08)
        e = end + rng.uniform(-0.03, 0.04)
        w = spread * rng.uniform(0.92, 1.12)
        pts = [(r0 * x, 0.70, -0.04 + r0 * z), (r0 * 1.06 * x, 0.60, -0.04 + r0 * 1.0 * z), (r0 * 1.08 * w * x, 0.50, -0.045 + r0 * z),
               (r0 * 1.02 * w * x, e, -0.045 + r0 * z)]
        c.chain(pts, [0.026, 0.028, 0.027, 0.012], h)


def curls(c: Clay, radius: float, seed=4):
    h = np.array(HAIR, F)
    rng = np.random.default_rng(seed)
    for _ in range(620):
        v = rng.standard_normal(3)
        v /= np.linalg.norm(v)
        if v[2] > 0.30 and v[1] < 0.52 or v[1] < -0.55:
            continue
        r = radius * rng.uniform(0.80, 1.06)
        c.blob((v[0] * r, 0.665 + v[1] * r * 0.98, -0.05 + v[2] * r), rng.uniform(0.020, 0.040), h)


def bokeh(base: np.ndarray, spots: list) -> np.ndarray:
    """Lights far out of focus: soft-edged discs, a little brighter at the rim."""
    y, x = np.mgrid[0:N, 0:N].astype(F)
    for px, py, r, colour, k in spots:
        d = np.hypot(x - px * N, y - py * N) / (r * N)
        base = base + (step(1.03, 0.94, d) * (0.72 + 0.35 * np.clip(d, 0, 1) ** 3) * k)[..., None] * rgb(colour)
    return base


def panel(img, x0, y0, x1, y1, colour, k=1.0):
    img[int(max(y0, 0) * N):int(min(y1, 1) * N), int(max(x0, 0) * N):int(min(x1, 1) * N)] = rgb(colour) * k


def smooth_normals(z: np.ndarray, mask: np.ndarray, ids: dict) -> np.ndarray:
    """Cloth falls smoothly, skin is smoother than the clay it is made of, hair keeps its locks."""
    w = mask.astype(F)
    out = np.zeros((N, N, 3), F)
    total = np.zeros((N, N), F)
    for names, r in ((("skin",), 19), (("hair",), 9), (("cloth", "shirt"), 26), (("metal",), 5)):
        zs = blur(np.where(mask, z, 0), r) / np.maximum(blur(w, r), 0.02)
        gy, gx = np.gradient(zs * N)
        n = np.stack([-gx, gy, np.full_like(gx, 0.8)], -1)
        n /= np.linalg.norm(n, axis=-1, keepdims=True)
        k = blur(sum(ids[i] for i in names), 3) + 1e-4
        out += n * k[..., None]
        total += k
    out /= total[..., None]
    soft = blur(w, 9)
    ey, ex = np.gradient(soft)
    rim = np.clip(2 - 2 * soft, 0, 1)[..., None]
    out = out * (1 - rim * 0.6) + np.stack([-ex, ey, np.zeros_like(ex)], -1) * 26 * rim
    return out / (np.linalg.norm(out, axis=-1, keepdims=True) + 1e-6)


def light_up(clay: Clay, back: np.ndarray, *, turn, tones: dict, fill, key, key_dir, rim, rim_dir, second=None, lean=0.0, scale=1.0, down=0.0,
             seed=1, spill=0.25, hair_scale=(6, 90), soft=0.007, **film):
    """Set the sculpted head before its background and light it."""
    if lean or scale != 1 or down:
        a = np.radians(lean)
        moved = []
        for p, r, col, sq in clay.blobs:
            q = p.copy()
            w = np.clip((p[1] - 0.36) / 0.15, 0, 1) * a
            dx, dy = p[0], p[1] - 0.40
            q[0], q[1] = dx * np.cos(w) + dy * np.sin(w), 0.40 + dy * np.cos(w) - dx * np.sin(w)
            q = q * scale
            q[1] += (1 - scale) * 0.30 - down
            moved.append((q, r * scale, col, sq))
        clay.blobs = moved
    sp = clay.relief(N, width=1.0, over=1.0, turn=turn, soft=soft)
    mask, lab = sp.mask[:N], sp.col[:N]
    ids = {k: np.clip(1 - np.abs(lab - np.array(v, F)).sum(-1) * 1.0, 0, 1) for k, v in
           dict(skin=SKIN, hair=HAIR, cloth=CLOTH, shirt=SHIRT, metal=METAL).items()}
    n = smooth_normals(sp.z[:N], mask, ids)
    y, x = np.mgrid[0:N, 0:N].astype(F) / N
    strand = sample(field(403 + seed, 1.0, low=6), x * hair_scale[1] / 60 + 0.3 * sample(field(404, 2.4), x, y), y * hair_scale[0] / 60) - 0.5
    weave = sample(field(405, 0.6, low=20), x * 2, y * 2) - 0.5
    pores = sample(field(406, 0.8, low=16), x * 1.5, y * 1.5) - 0.5
    n[..., 0] += strand * 1.1 * ids["hair"] + weave * 0.28 * ids["cloth"] + pores * 0.12 * ids["skin"]
    n[..., 1] += strand * 0.25 * ids["hair"] + np.roll(weave, 9, 0) * 0.28 * ids["cloth"]
    n /= np.linalg.norm(n, axis=-1, keepdims=True) + 1e-6
    alb = np.zeros((N, N, 3), F)
    total = sum(ids.values()) + 1e-4
    for k, w in ids.items():
        alb += rgb(tones.get(k, "#808080")) * (w / total)[..., None]
    alb *= (1 + strand * 0.8 * ids["hair"])[..., None]
    soft_mask = blur(mask.astype(F), 1.1)

    def unit(v):
        return np.asarray(v, F) / np.linalg.norm(v)

    light = rgb(fill[0]) * fill[1] * (0.55 + 0.45 * n[..., 1:2])
    cav = np.clip(0.8 + (blur(n[..., 2], 9) - blur(n[..., 2], 40)) * 0.7, 0.4, 1.1)
    light = light * cav[..., None]
    for colour, k, v in [(key[0], key[1], key_dir)] + ([second] if second else []):
        nl = n @ unit(v)
        wrap = np.clip((nl + 0.12) / 1.12, 0, 1) ** 1.25
        light = light + rgb(colour) * (0.42 * k * wrap * cav)[..., None]
    edge = np.clip(1 - n[..., 2], 0, 1) ** 2.6
    side = np.clip(n @ unit(rim_dir) + 0.15, 0, 1)
    sheen = 1 + 2.2 * ids["hair"]
    out = alb * light + rgb(rim[0]) * (rim[1] * edge * side * sheen)[..., None] * (0.25 + 0.75 * np.sqrt(alb + 0.02))
    halo = blur(back, 40) * spill
    out = out + halo * (edge * 0.6)[..., None] + blur(back, 90) * 0.025
    img = back * (1 - soft_mask[..., None]) + out * soft_mask[..., None]
    img = bloom(img, 0.10, 0.9)
    return develop(img, seed=400 + seed, **film)


def newsroom_back(seed, warm="#ffcf8a", cool="#9fc4ff", dim=1.0):
    """Rows of desks, screens and lamps, far out of focus."""
    rng = np.random.default_rng(seed)
    img = np.zeros((N, N, 3), F) + rgb("#2a2a30") * 0.35
    for k in range(5):
        panel(img, 0, 0.0 + k * 0.055, 1, 0.028 + k * 0.055, "#3a3c42", 0.5)
    panel(img, 0, 0.30, 1, 0.62, "#4a4038", 0.35)
    for k in range(7):
        x = k * 0.16 - 0.03
        panel(img, x, 0.27, x + 0.125, 0.53, "#38507c", 0.55)
        panel(img, x + 0.03, 0.40, x + 0.08, 0.53, "#8a6a58", 0.5)
    panel(img, 0, 0.62, 1, 1, "#241f1c", 0.4)
    for k in range(9):
        x = rng.uniform(-0.05, 1)
        panel(img, x, 0.58 + 0.05 * (k % 3), x + 0.10, 0.655 + 0.05 * (k % 3), cool, rng.uniform(0.5, 1.3))
    for k in range(6):
        x = 0.04 + k * 0.18
        panel(img, x, 0.10, x + 0.11, 0.125, "#fff4e0", 4.5)
    img = disc(img, 24)
    return bokeh(img, [(rng.uniform(0, 1), rng.uniform(0.3, 0.62), rng.uniform(0.018, 0.034), warm if rng.random() < 0.7 else cool, rng.uniform(0.2, 0.8) * dim) for _ in range(26)])


def portrait_1():
    c = shoulders(bust(wide=0.96, neck=0.88), wide=0.88, slope=0.015, collar="coat", drop=(0.0, 0.012))
    long_hair(c, 0.45, 1.05, seed=3)
    return light_up(c, newsroom_back(11) * 1.0, turn=28, lean=-3, tones={"skin": "#b07a58", "hair": "#2a1a12", "cloth": "#28344a"}, fill=("#8a94b0", 0.16),
                    key=("#ffd2a0", 0.75), key_dir=(0.85, 0.35, 0.25), rim=("#ffd9a8", 2.4), rim_dir=(1, 0.4, 0), second=("#7fa4ff", 0.22, (-1, 0.1, 0.2)), seed=1,
                    exposure=1.35, contrast=1.08, vignette=0.35, grain=0.022)


def portrait_2():
    back = np.zeros((N, N, 3), F) + rgb("#5a544c") * 0.20
    for k in range(3):
        panel(back, -0.12 + k * 0.21, 0.02, 0.05 + k * 0.21, 0.86, "#eef4ff", 2.4 - k * 0.3)
        panel(back, -0.12 + k * 0.21, 0.40, 0.05 + k * 0.21, 0.42, "#5a5a58", 0.4)
    panel(back, 0, 0.52, 0.48, 0.86, "#8fa48a", 0.9)
    panel(back, 0.56, 0.0, 1.0, 1.0, "#4a4038", 0.22)
    back = disc(disc(back, 26), 14)
    c = shoulders(bust(heavy=1.15, neck=1.12, beard=True), wide=1.1, collar="shirt", drop=(0.012, 0.0))
    cap_hair(c, 1.0, 0.60, 0.03)
    return light_up(c, back, turn=-34, lean=2, tones={"skin": "#c08a66", "hair": "#2b1d14", "cloth": "#34302c", "shirt": "#b8c4d0"}, fill=("#a0988c", 0.10),
                    key=("#f0f4ff", 1.15), key_dir=(-0.95, 0.25, 0.28), rim=("#f4f8ff", 1.6), rim_dir=(-1, 0.2, 0), seed=2, exposure=1.1, contrast=1.1,
                    vignette=0.3, saturation=0.9)


def portrait_3():
    y, x = np.mgrid[0:N, 0:N].astype(F) / N
    back = mix(rgb("#d8a070") * 0.95, rgb("#6a3c34") * 0.5, np.clip(np.hypot(x - 0.72, y - 0.42) * 1.35, 0, 1))
    back = back * (0.85 + 0.3 * sample(field(431, 2.6), x * 0.4, y * 0.4))[..., None]
    c = shoulders(bust(neck=0.84), wide=0.86, slope=0.03, collar="round")
    cap_hair(c, 1.05, 0.585, 0.0)
    h = np.array(HAIR, F)
    rng = np.random.default_rng(8)
    for _ in range(70):
        v = rng.standard_normal(3)
        v /= np.linalg.norm(v)
        c.blob((0.055 * v[0], 0.80 + 0.05 * v[1], -0.145 + 0.055 * v[2]), rng.uniform(0.014, 0.026), h)
    for k in (-1, 1):
        c.blob((k * 0.137, 0.525, -0.005), 0.010, np.array(METAL, F))
    return light_up(c, back, turn=88, lean=0, tones={"skin": "#8a5a3e", "hair": "#1c1210", "cloth": "#6a2c34", "metal": "#e8c878"}, fill=("#6a4a44", 0.10),
                    key=("#ffd0a0", 0.28), key_dir=(0.9, 0.5, 0.35), rim=("#ffe0b8", 2.6), rim_dir=(0.7, 0.7, 0), seed=3, spill=0.5, exposure=1.15, contrast=1.08,
                    vignette=0.3)


def portrait_4():
    rng = np.random.default_rng(44)
    back = np.zeros((N, N, 3), F) + rgb("#10161e") * 0.5
    for r in range(3):
        for k in range(4):
            x, yy = 0.02 + k * 0.25, 0.08 + r * 0.21
            panel(back, x, yy, x + 0.215, yy + 0.165, ("#2f6fa8", "#5a9ab8", "#a8c8d8", "#2a4a7a", "#b88a5a")[int(rng.integers(5))], rng.uniform(0.5, 1.5))
            panel(back, x, yy + 0.12, x + 0.215, yy + 0.165, ("#c8d8e4", "#203048")[int(rng.integers(2))], 0.6)
    panel(back, 0, 0.74, 1, 1, "#181a1e", 0.4)
    back = disc(back, 20)
    c = shoulders(bust(heavy=1.18, neck=1.15), wide=1.08, collar="roll", drop=(0, 0.01))
    m = np.array(METAL, F)
    for k in (-1, 1):
        ring = [(k * 0.056 + 0.043 * np.cos(a), 0.602 + 0.036 * np.sin(a), 0.162 - 0.015 * abs(np.cos(a))) for a in np.linspace(0, 2 * np.pi, 19)]
        c.chain(ring, [0.0052] * 19, m)
        c.limb((k * 0.099, 0.607, 0.150), (k * 0.143, 0.602, -0.01), 0.0055, 0.0055, m)
    c.limb((-0.014, 0.606, 0.172), (0.014, 0.606, 0.172), 0.0055, 0.0055, m)
    return light_up(c, back, turn=-20, lean=3, tones={"skin": "#5a3a2a", "hair": "#14100e", "cloth": "#3a4048", "metal": "#15161a"}, fill=("#6a88b0", 0.10),
                    key=("#8fc4f0", 0.95), key_dir=(-0.85, 0.2, 0.35), rim=("#a8d8ff", 1.9), rim_dir=(-1, 0.5, 0), second=("#ffb070", 0.55, (1, 0.3, 0.12)), seed=4,
                    exposure=1.35, contrast=1.1, vignette=0.35, soft=0.005)


def portrait_5():
    rng = np.random.default_rng(55)
    y, x = np.mgrid[0:N, 0:N].astype(F) / N
    back = mix(rgb("#ffb45a") * 1.25, rgb("#5a4420") * 0.5, np.clip(np.hypot((x - 0.35) * 0.9, y - 0.20) * 1.35, 0, 1))
    leaf = sample(field(451, 2.0, low=4), x * 0.5, y * 0.5)
    back = back * (0.6 + 0.8 * leaf)[..., None]
    back = bokeh(disc(back, 12), [(rng.uniform(0, 1), rng.uniform(0, 0.75), rng.uniform(0.02, 0.055), ("#ffd890", "#ffb860", "#d8d070")[k % 3], rng.uniform(0.06, 0.5)) for k in range(46)])
    c = shoulders(bust(neck=0.9), wide=0.92, slope=0.01, collar="round", drop=(0.01, 0))
    curls(c, 0.235)
    return light_up(c, back, turn=14, lean=-4, tones={"skin": "#6f4630", "hair": "#1c120e", "cloth": "#2f5a58"}, fill=("#a08068", 0.22), key=("#ffc070", 0.40),
                    key_dir=(-0.8, 0.6, -0.1), rim=("#ffcf80", 3.4), rim_dir=(-0.5, 0.8, 0), second=("#ffc890", 0.25, (1, 0.1, 0.2)), seed=5, spill=0.7, hair_scale=(60, 60),
                    exposure=1.05, contrast=1.06, vignette=0.28, warmth=0.03, down=0.03)


def portrait_6():
    y, x = np.mgrid[0:N, 0:N].astype(F) / N
    back = mix(rgb("#dfe6ea") * 1.0, rgb("#8fa8ba") * 0.8, np.clip(y * 1.6, 0, 1))
    panel(back, 0, 0.56, 1, 0.60, "#6f8490", 0.55)
    panel(back, 0, 0.60, 1, 1, "#8aa0ac", 0.5)
    for px, w, col in ((0.05, 0.11, "#6a3a30"), (0.17, 0.07, "#b8b0a0"), (0.25, 0.09, "#50606a"), (0.70, 0.12, "#7a6a58"), (0.84, 0.13, "#43525c")):
        panel(back, px, 0.50, px + w, 0.60, col, 0.7)
    for px in (0.10, 0.20, 0.31, 0.78, 0.92):
        panel(back, px, 0.22, px + 0.008, 0.60, "#3a4248", 0.7)
    for px, col in ((0.06, "#a83a2c"), (0.74, "#2f5a7a")):
        panel(back, px, 0.60, px + 0.20, 0.66, col, 0.6)
    back = disc(back, 19) * (0.92 + 0.16 * sample(field(461, 1.8), x, y * 5))[..., None]
    c = shoulders(bust(heavy=1.12, neck=1.1, beard=True), wide=1.12, slope=0.02, collar="coat", drop=(0, 0.02))
    h, b = np.array(HAIR, F), np.array(METAL, F)
    for a in np.linspace(0.35 * np.pi, 1.65 * np.pi, 60):
        for yy in (0.56, 0.60, 0.64):
            c.blob((0.142 * np.sin(a), yy, -0.04 + 0.142 * np.cos(a)), 0.022, h)
    for a in np.linspace(0, 2 * np.pi, 40):
        for r, yy in ((0.150, 0.685), (0.156, 0.715), (0.148, 0.75), (0.11, 0.775), (0.05, 0.785)):
            c.blob((r * np.sin(a), yy + 0.01 * np.cos(a), -0.03 + r * np.cos(a)), 0.036, b)
    for xx in np.linspace(-0.09, 0.09, 15):
        zz = 0.20 - xx * xx * 6
        c.limb((xx, 0.69, 0.10), (xx, 0.672, zz), 0.018, 0.011, b)
    return light_up(c, back, turn=52, lean=0, tones={"skin": "#c08a6a", "hair": "#a8a49e", "cloth": "#2c3a3c", "metal": "#25303e"}, fill=("#94a4b0", 0.16), key=("#f4f4ee", 0.75),
                    key_dir=(0.9, 0.45, 0.1), rim=("#f4f8fa", 1.7), rim_dir=(0.9, 0.5, 0), seed=6, spill=0.45, exposure=1.0, contrast=1.08, vignette=0.25, saturation=0.86)


def portrait_7():
    back = np.zeros((N, N, 3), F) + rgb("#c8bca8") * 0.16
    panel(back, 0.66, 0.0, 1.0, 1.0, "#fff4e0", 2.2)
    for k in range(9):
        panel(back, 0.64 + k * 0.045, 0, 0.655 + k * 0.045, 1, "#d8c8b0", 0.9 + 0.4 * (k % 2))
    panel(back, 0.05, 0.15, 0.40, 0.80, "#a87a5a", 0.16)
    panel(back, 0.09, 0.19, 0.36, 0.76, "#6a8a90", 0.16)
    back = disc(back, 24)
    c = shoulders(bust(neck=0.86), wide=0.9, slope=0.02, collar="none")
    h = np.array(METAL, F)
    rng = np.random.default_rng(9)
    for a in np.linspace(0, 2 * np.pi, 46):
        for bb in np.linspace(-0.9, 1.5, 17):
            p = np.array([np.sin(a) * np.cos(bb), np.sin(bb), np.cos(a) * np.cos(bb)])
            yy = 0.640 + 0.168 * p[1] * 1.02
            if p[2] > 0.30 and yy < 0.73:
                continue
            c.blob((0.158 * p[0], yy, -0.035 + 0.158 * p[2]), 0.030, h)
    for k in (-1, 1):
        c.chain([(k * 0.118, 0.72, 0.06), (k * 0.145, 0.62, 0.045), (k * 0.128, 0.50, 0.06), (k * 0.06, 0.425, 0.09), (0, 0.405, 0.10)], [0.034, 0.034, 0.042, 0.046, 0.046], h)
        c.chain([(k * 0.12, 0.50, -0.03), (k * 0.13, 0.40, 0.0), (k * 0.08, 0.32, 0.09)], [0.075, 0.075, 0.06], h)
    for k, (p0, p1) in enumerate((((-0.12, 0.44, 0.08), (0.15, 0.33, 0.11)), ((-0.14, 0.40, 0.07), (0.13, 0.28, 0.13)), ((0.12, 0.43, 0.08), (-0.05, 0.30, 0.15)))):
        c.limb(p0, p1, 0.045, 0.04, h)
    c.chain([(0.10, 0.34, 0.11), (0.12, 0.2, 0.19), (0.11, 0.04, 0.22)], [0.05, 0.06, 0.05], h)
    return light_up(c, back, turn=36, lean=-2, tones={"skin": "#b07e5c", "hair": "#1a1412", "cloth": "#3c3a40", "metal": "#8a4a50"}, fill=("#a89a8c", 0.13), key=("#fff0d8", 1.10),
                    key_dir=(0.95, 0.25, 0.32), rim=("#fff4e0", 1.3), rim_dir=(1, 0.3, 0), seed=7, exposure=1.15, contrast=1.08, vignette=0.3, hair_scale=(20, 30))


def portrait_8():
    rng = np.random.default_rng(88)
    y, x = np.mgrid[0:N, 0:N].astype(F) / N
    back = mix(rgb("#7f9ad8") * 0.55, rgb("#1c2a54") * 0.5, np.clip(y * 0.4 + 0.2, 0, 1))
    back = mix(back, rgb("#e8946a") * 0.55, step(0.35, 0.62, y) * step(0.80, 0.6, y) * 0.8)
    for k in range(13):
        px, w, top = rng.uniform(-0.05, 1), rng.uniform(0.06, 0.13), rng.uniform(0.42, 0.62)
        panel(back, px, top, px + w, 1, "#141c34", 0.8)
    back = bokeh(disc(back, 20), [(rng.uniform(0, 1), rng.uniform(0.5, 0.98), rng.uniform(0.016, 0.036), ("#ffc880", "#fff0d0", "#ff7050", "#90c0ff")[int(rng.choice(4, p=(.5, .25, .12, .13)))], rng.uniform(0.15, 1.0)) for _ in range(58)])
    c = shoulders(bust(neck=0.9), wide=0.95, collar="coat", drop=(0.015, 0))
    long_hair(c, 0.26, 1.12, seed=14)
    return light_up(c, back, turn=-58, lean=4, tones={"skin": "#d9a988", "hair": "#7a5434", "cloth": "#24282e"}, fill=("#5a70b0", 0.20), key=("#9fb8ff", 0.45), key_dir=(-0.85, 0.4, 0.3),
                    rim=("#ffb080", 2.2), rim_dir=(0.9, 0.3, 0), second=("#ff9a60", 0.45, (1, 0.15, -0.05)), seed=8, spill=0.4, exposure=1.4, contrast=1.06, vignette=0.33, grain=0.024)


PORTRAITS: dict[str, Callable] = {f"portrait-{k}": globals()[f"portrait_{k}"] for k in range(1, 9)}
