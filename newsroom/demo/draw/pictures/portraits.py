"""Staff portraits in profile against the light: outline, hair and window tell them apart, no face can be recognised."""

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw

from ..film import bloom, blur, develop, disc
from ..noise import F, field, mix, rgb, sample, step

N = 1000

FACE = [
    (612, 205),
    (638, 258),
    (647, 297),
    (637, 322),
    (653, 352),
    (676, 393),
    (681, 408),
    (664, 420),
    (648, 424),
    (659, 438),
    (661, 446),
    (650, 453),
    (657, 464),
    (652, 475),
    (639, 484),
    (643, 500),
    (647, 520),
    (634, 543),
    (600, 556),
]


def curve(points, n=14) -> list:
    """A smooth open line through the points (Catmull-Rom)."""
    p = [np.asarray(q, float) for q in points]
    p = [2 * p[0] - p[1], *p, 2 * p[-1] - p[-2]]
    out = []
    for i in range(1, len(p) - 2):
        for t in np.linspace(0, 1, n, endpoint=False):
            a, b, c, d = p[i - 1], p[i], p[i + 1], p[i + 2]
            out.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3))
    return [tuple(q) for q in [*out, p[-2]]]


def shape(*outlines, soft=1.2) -> np.ndarray:
    """Closed outlines as one mask."""
    im = Image.new("L", (2 * N, 2 * N), 0)
    d = ImageDraw.Draw(im)
    for o in outlines:
        d.polygon([(2 * x, 2 * y) for x, y in o], fill=255)
    return blur(np.asarray(im.resize((N, N), Image.Resampling.BOX), dtype=F) / 255, soft)


def ring(cx, cy, rx, ry, n=80):
    return [(cx + rx * np.cos(a), cy + ry * np.sin(a)) for a in np.linspace(0, 2 * np.pi, n)]


def lines(strokes, width) -> np.ndarray:
    im = Image.new("L", (2 * N, 2 * N), 0)
    d = ImageDraw.Draw(im)
    for k, pts in enumerate(strokes):
        d.line([(2 * x, 2 * y) for x, y in pts], fill=255, width=width if np.isscalar(width) else int(width[k]), joint="curve")
    return np.asarray(im.resize((N, N), Image.Resampling.BOX), dtype=F) / 255


def head(*, nose=0.0, brow=0.0, chin=0.0, neck=0.0, skull=0.0) -> np.ndarray:
    """A head and neck in profile, looking to the right; each number moves one feature by so many pixels."""
    f = [list(q) for q in FACE]
    for i, (dx, dy) in {
        4: (nose * 0.6, 0),
        5: (nose, 0),
        6: (nose, nose * 0.3),
        7: (nose * 0.5, 0),
        1: (brow * 0.4, 0),
        2: (brow, 0),
        15: (chin * 0.6, 0),
        16: (chin, 0),
        17: (chin, chin * 0.5),
        18: (chin * 0.4, chin * 0.6),
    }.items():
        f[i][0] += dx
        f[i][1] += dy
    top = [(340 - skull, 372), (346 - skull, 300), (382 - skull, 226), (440, 178), (510, 158), (570, 170)]
    throat = [(562, 574), (548 + neck, 606), (546 + neck, 660), (566 + neck, 720), (600, 790)]
    nape = [(360, 790), (372 - neck, 700), (386 - neck, 610), (384 - neck, 540), (360, 470), (344 - skull, 420)]
    return shape(curve([*top, *f, *throat]) + curve(nape))


def jacket(*, collar=0.0, wide=0.0, stoop=0.0, chest=0.0) -> np.ndarray:
    """Back, shoulder and chest below the neck."""
    back = curve(
        [
            (404, 640 - collar),
            (362, 668 - collar * 0.6 + stoop * 0.2),
            (296 - wide * 0.4, 722 - stoop),
            (232 - wide, 800 - stoop),
            (196 - wide, 900),
            (182 - wide, 1010),
        ]
    )
    front = curve(
        [
            (770 + wide + chest, 1010),
            (742 + wide * 0.8 + chest, 912),
            (690 + wide * 0.5 + chest, 826),
            (628 + chest * 0.5, 760),
            (572, 712 - collar * 0.5),
            (540, 690 - collar * 0.8),
        ]
    )
    return shape([*back, *front], soft=1.6)


def frayed(mask: np.ndarray, amount: float, seed: int, grain=(26, 5)) -> np.ndarray:
    """Hair ends in strands, not in an edge."""
    y, x = np.mgrid[0:N, 0:N].astype(F)
    a = sample(field(440 + seed, 1.3, low=4), x / N * grain[0] / 6, y / N * grain[1] / 6) - 0.5
    b = sample(field(441 + seed, 1.3, low=4), x / N * grain[1] / 6, y / N * grain[0] / 6) - 0.5
    xi = np.clip(x + a * amount * 4, 0, N - 1).astype(np.int32)
    yi = np.clip(y + b * amount * 4, 0, N - 1).astype(np.int32)
    return blur(mask[yi, xi], 0.9)


def flyaway(edge: list, seed: int, count=60, length=30, curl=0.6) -> np.ndarray:
    """Single hairs that left the outline."""
    rng = np.random.default_rng(seed)
    strokes = []
    for _ in range(count):
        i = int(rng.integers(2, len(edge) - 2))
        p, q = np.array(edge[i]), np.array(edge[i + 1])
        t = (q - p) / (np.linalg.norm(q - p) + 1e-6)
        out = np.array([t[1], -t[0]])
        v = t * rng.uniform(-1, 1) + out * rng.uniform(0.1, curl)
        pts, at = [], p - out * 8
        for _k in range(9):
            pts.append(tuple(at))
            at = at + v * length / 9
            v = v + t * rng.uniform(-0.05, 0.22)
        strokes.append(pts)
    return lines(strokes, 1) * 0.75


def relief(mask: np.ndarray, sizes=(4, 14, 40, 100)) -> np.ndarray:
    """Round a flat shape: which way its surface would look."""
    gx = np.zeros((N, N), F)
    gy = np.zeros((N, N), F)
    for r in sizes:
        b, a = np.gradient(blur(mask, r))
        gx -= blur(a, r * 0.5) * r * 0.9
        gy += blur(b, r * 0.5) * r * 0.9
    n = np.stack([gx, gy, np.full_like(gx, 0.75)], -1)
    return n / np.linalg.norm(n, axis=-1, keepdims=True)


def print_(back, layers, *, key, key_dir, rim, fill, seed, flip=False, haze=0.03, tail=None, **film):
    """Lay the parts (mask, colour, kind) before the background, light them from behind and from one side."""
    y, x = np.mgrid[0:N, 0:N].astype(F) / N
    if flip:
        layers = [(m[:, ::-1], c, k) for m, c, k in layers]
    whole = np.clip(sum(m for m, _, _ in layers), 0, 1)
    big = relief(whole)
    strand = sample(field(403 + seed, 1.1, low=6), x * 3.4 + 0.5 * sample(field(404, 2.4), x * 0.6, y * 0.6), y * 0.5) - 0.5
    weave = sample(field(405, 0.6, low=30), x * 2, y * 2) - 0.5
    kd = np.asarray(key_dir, F) / np.linalg.norm(key_dir)
    img = back
    wrap = blur(back, 60)
    for m, colour, kind in layers:
        n = big * 0.62 + relief(m) * 0.38
        if kind == "hair":
            n[..., 0] += strand * 0.75
        elif kind == "cloth":
            n[..., 0] += weave * 0.2
            n[..., 1] += np.roll(weave, 7, 0) * 0.2
        n /= np.linalg.norm(n, axis=-1, keepdims=True)
        lit = np.clip(n @ kd, 0, 1) ** 1.6
        edge = np.clip(1.02 - n[..., 2], 0, 1) ** 2.4
        toward = np.clip(n[..., 0] * kd[0] + n[..., 1] * kd[1] + 0.25, 0, 1)
        gain = {"hair": 1.5, "skin": 1.15, "cloth": 0.7, "metal": 2.0}[kind]
        c = rgb(colour)
        part = c * (rgb(fill[0]) * fill[1] * (0.5 + 0.5 * n[..., 1:2]) + rgb(key[0]) * (key[1] * lit)[..., None])
        part = part + (0.25 * rgb(rim[0]) + c * rgb(rim[0])) * (rim[1] * edge * toward * gain)[..., None]
        part = part + wrap * (haze + 0.10 * edge)[..., None]
        img = img * (1 - m[..., None]) + part * m[..., None]
    if tail is not None:
        img = tail(img)
    return develop(bloom(img, 0.09, 0.9), seed=400 + seed, **film)


EAR = curve([(452, 352), (474, 338), (494, 352), (492, 392), (474, 424), (462, 430), (458, 400), (452, 352)])


def bokeh(base: np.ndarray, spots: list) -> np.ndarray:
    """Lights far out of focus: soft-edged discs, a little brighter at the rim."""
    y, x = np.mgrid[0:N, 0:N].astype(F)
    for px, py, r, colour, k in spots:
        d = np.hypot(x - px * N, y - py * N) / (r * N)
        base = base + (step(1.03, 0.94, d) * (0.72 + 0.35 * np.clip(d, 0, 1) ** 3) * k)[..., None] * rgb(colour)
    return base


def panel(img, x0, y0, x1, y1, colour, k=1.0):
    img[int(max(y0, 0) * N) : int(min(y1, 1) * N), int(max(x0, 0) * N) : int(min(x1, 1) * N)] = rgb(colour) * k


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
    return bokeh(
        img,
        [
            (
                rng.uniform(0, 1),
                rng.uniform(0.3, 0.62),
                rng.uniform(0.018, 0.034),
                warm if rng.random() < 0.7 else cool,
                rng.uniform(0.2, 0.8) * dim,
            )
            for _ in range(26)
        ],
    )


def portrait_1():
    hair = [
        (633, 235),
        (618, 178),
        (560, 132),
        (480, 118),
        (398, 142),
        (340, 205),
        (314, 300),
        (312, 420),
        (318, 520),
        (342, 590),
        (400, 604),
        (470, 590),
        (520, 560),
        (536, 500),
        (538, 420),
        (560, 330),
        (606, 276),
        (633, 235),
    ]
    edge = curve(hair)
    return print_(
        newsroom_back(11) * 1.5,
        [
            (head(nose=-4, chin=-4), "#b07a58", "skin"),
            (jacket(collar=24, wide=-10), "#27324a", "cloth"),
            (frayed(shape(edge), 2.2, 1), "#2e1c12", "hair"),
            (flyaway(edge[14:150], 5, 40, 26), "#3a2418", "hair"),
        ],
        key=("#ffc890", 0.30),
        key_dir=(-0.75, 0.45, 0.15),
        rim=("#ffcf98", 1.5),
        fill=("#7f8cb4", 0.10),
        seed=1,
        exposure=1.3,
        contrast=1.06,
        vignette=0.3,
    )


def portrait_2():
    back = np.zeros((N, N, 3), F) + rgb("#5a544c") * 0.20
    for k in range(3):
        panel(back, -0.12 + k * 0.21, 0.02, 0.05 + k * 0.21, 0.86, "#eef4ff", 2.4 - k * 0.3)
        panel(back, -0.12 + k * 0.21, 0.40, 0.05 + k * 0.21, 0.42, "#5a5a58", 0.4)
    panel(back, 0, 0.52, 0.48, 0.86, "#8fa48a", 0.9)
    panel(back, 0.56, 0.0, 1.0, 1.0, "#4a4038", 0.22)
    back = disc(disc(back, 26), 14)
    hair = curve(
        [
            (628, 236),
            (604, 176),
            (540, 140),
            (460, 140),
            (390, 176),
            (346, 244),
            (334, 330),
            (344, 420),
            (372, 500),
            (404, 508),
            (432, 470),
            (440, 400),
            (462, 340),
            (520, 320),
            (560, 270),
            (600, 246),
            (628, 236),
        ]
    )
    beard = curve(
        [
            (470, 420),
            (488, 470),
            (520, 520),
            (548, 560),
            (586, 590),
            (632, 586),
            (662, 556),
            (664, 520),
            (656, 492),
            (646, 480),
            (640, 470),
            (612, 474),
            (580, 480),
            (540, 470),
            (505, 430),
            (470, 420),
        ]
    )
    lip = curve([(650, 424), (666, 432), (668, 444), (646, 446), (614, 450), (600, 462), (616, 434), (650, 424)])
    return print_(
        back * 1.15,
        [
            (head(nose=6, brow=5, chin=4, neck=14), "#b88664", "skin"),
            (shape(EAR), "#c08e6c", "skin"),
            (jacket(collar=10, wide=38, chest=16), "#2c2f34", "cloth"),
            (frayed(shape(hair), 1.6, 2), "#2b1d14", "hair"),
            (frayed(shape(beard, lip), 2.4, 3), "#2f2016", "hair"),
        ],
        key=("#eef3ff", 0.20),
        key_dir=(-0.9, 0.35, 0.3),
        rim=("#f4f8ff", 1.1),
        fill=("#a0a4a8", 0.10),
        seed=2,
        flip=True,
        exposure=1.05,
        contrast=1.06,
        vignette=0.25,
        saturation=0.95,
    )


def portrait_3():
    y, x = np.mgrid[0:N, 0:N].astype(F) / N
    back = mix(rgb("#d8a070") * 0.95, rgb("#6a3c34") * 0.5, np.clip(np.hypot(x - 0.72, y - 0.42) * 1.35, 0, 1))
    back = back * (0.85 + 0.3 * sample(field(431, 2.6), x * 0.4, y * 0.4))[..., None]
    hair = curve(
        [
            (630, 238),
            (606, 176),
            (548, 142),
            (470, 136),
            (396, 166),
            (348, 232),
            (334, 320),
            (348, 410),
            (380, 470),
            (420, 460),
            (452, 420),
            (470, 350),
            (540, 310),
            (596, 268),
            (630, 238),
        ]
    )
    bun = ring(338, 190, 70, 66)
    nape = curve([(380, 430), (372, 500), (386, 548), (402, 520), (420, 450)])
    tail = flyaway(hair[6:90], 8, 46, 34)
    return print_(
        back,
        [
            (head(nose=-2, chin=-8, neck=-12), "#8a5a3e", "skin"),
            (jacket(wide=-34, collar=-14), "#6a2c34", "cloth"),
            (shape(EAR), "#935f42", "skin"),
            (frayed(shape(hair, nape), 1.6, 3), "#1c1210", "hair"),
            (frayed(shape(bun), 3.0, 4, (18, 18)), "#1c1210", "hair"),
            (tail, "#2a1a14", "hair"),
            (shape(ring(470, 446, 7, 9)), "#e8c878", "metal"),
        ],
        key=("#ffd8b0", 0.10),
        key_dir=(0.7, 0.6, 0.1),
        rim=("#ffd8a8", 1.3),
        fill=("#6a4a44", 0.08),
        seed=3,
        exposure=1.15,
        contrast=1.06,
        vignette=0.25,
    )


def portrait_4():
    rng = np.random.default_rng(44)
    back = np.zeros((N, N, 3), F) + rgb("#10161e") * 0.5
    for r in range(3):
        for k in range(4):
            x, yy = 0.02 + k * 0.25, 0.08 + r * 0.21
            panel(
                back,
                x,
                yy,
                x + 0.215,
                yy + 0.165,
                ("#2f6fa8", "#5a9ab8", "#a8c8d8", "#2a4a7a", "#b88a5a")[int(rng.integers(5))],
                rng.uniform(0.5, 1.5),
            )
            panel(back, x, yy + 0.12, x + 0.215, yy + 0.165, ("#c8d8e4", "#203048")[int(rng.integers(2))], 0.6)
    panel(back, 0, 0.74, 1, 1, "#181a1e", 0.4)
    back = disc(back, 20)

    def lens(img):
        m = np.clip(
            lines([ring(N - 640, 338, 25, 30)], 9)
            + lines([[(N - 616, 330), (N - 470, 346)], [(N - 664, 332), (N - 655, 330)]], 9),
            0,
            1,
        )
        return mix(img, rgb("#0a0c10"), m * 0.95) + rgb("#9fd0ff") * (np.clip(m - np.roll(m, 3, 0), 0, 1) * 0.5)[..., None]

    return print_(
        back * 1.25,
        [
            (head(nose=4, brow=6, chin=5, neck=16, skull=6), "#5a3a2a", "skin"),
            (shape(EAR), "#6a4632", "skin"),
            (
                shape(
                    curve(
                        [
                            (392, 596),
                            (380, 650),
                            (376, 720),
                            (600, 760),
                            (566, 690),
                            (558, 612),
                            (520, 640),
                            (450, 630),
                            (392, 596),
                        ]
                    )
                ),
                "#3a4650",
                "cloth",
            ),
            (jacket(wide=30, chest=10), "#38424c", "cloth"),
        ],
        key=("#9fd0ff", 0.55),
        key_dir=(0.85, 0.3, 0.35),
        rim=("#a8d8ff", 1.3),
        fill=("#4a6288", 0.12),
        seed=4,
        flip=True,
        tail=lens,
        exposure=1.25,
        contrast=1.06,
        vignette=0.3,
    )


def portrait_5():
    rng = np.random.default_rng(55)
    y, x = np.mgrid[0:N, 0:N].astype(F) / N
    back = mix(rgb("#ffb45a") * 1.25, rgb("#5a4420") * 0.5, np.clip(np.hypot((x - 0.35) * 0.9, y - 0.20) * 1.35, 0, 1))
    leaf = sample(field(451, 2.0, low=4), x * 0.5, y * 0.5)
    back = back * (0.6 + 0.8 * leaf)[..., None]
    back = bokeh(
        disc(back, 12),
        [
            (
                rng.uniform(0, 1),
                rng.uniform(0, 0.75),
                rng.uniform(0.02, 0.055),
                ("#ffd890", "#ffb860", "#d8d070")[k % 3],
                rng.uniform(0.06, 0.5),
            )
            for k in range(46)
        ],
    )
    blob = shape(ring(462, 306, 226, 218))
    puff = frayed(blob, 9, 5, (44, 44))
    cut = 1 - shape(
        curve([(596, 262), (700, 230), (760, 420), (640, 560), (520, 560), (520, 440), (560, 380), (572, 310), (596, 262)]),
        soft=8,
    )
    edge = ring(462, 306, 226, 218)[::-1]
    return print_(
        back,
        [
            (head(nose=3, chin=-4, neck=-4), "#6f4630", "skin"),
            (jacket(wide=-16, collar=-6), "#2f5a58", "cloth"),
            (puff * cut, "#20140e", "hair"),
            (flyaway([(x, y) for x, y in edge if x < 600], 12, 120, 30, 1.0), "#3a2414", "hair"),
        ],
        key=("#ffd090", 0.22),
        key_dir=(-0.55, 0.75, 0.1),
        rim=("#ffcf80", 1.7),
        fill=("#a08068", 0.12),
        seed=5,
        exposure=1.05,
        contrast=1.05,
        vignette=0.25,
    )


def portrait_6():
    y, x = np.mgrid[0:N, 0:N].astype(F) / N
    back = mix(rgb("#dfe6ea") * 1.0, rgb("#8fa8ba") * 0.8, np.clip(y * 1.6, 0, 1))
    panel(back, 0, 0.56, 1, 0.60, "#6f8490", 0.55)
    panel(back, 0, 0.60, 1, 1, "#8aa0ac", 0.5)
    for px, w, col in (
        (0.05, 0.11, "#6a3a30"),
        (0.17, 0.07, "#b8b0a0"),
        (0.25, 0.09, "#50606a"),
        (0.70, 0.12, "#7a6a58"),
        (0.84, 0.13, "#43525c"),
    ):
        panel(back, px, 0.50, px + w, 0.60, col, 0.7)
    for px in (0.10, 0.20, 0.31, 0.78, 0.92):
        panel(back, px, 0.22, px + 0.008, 0.60, "#3a4248", 0.7)
    for px, col in ((0.06, "#a83a2c"), (0.74, "#2f5a7a")):
        panel(back, px, 0.60, px + 0.20, 0.66, col, 0.6)
    back = disc(back, 19) * (0.92 + 0.16 * sample(field(461, 1.8), x, y * 5))[..., None]
    cap = curve(
        [
            (640, 236),
            (648, 206),
            (612, 158),
            (540, 128),
            (450, 126),
            (376, 158),
            (332, 224),
            (322, 282),
            (352, 292),
            (460, 276),
            (560, 262),
            (640, 252),
            (640, 236),
        ]
    )
    peak = curve([(600, 246), (660, 226), (724, 250), (746, 270), (716, 272), (660, 266), (610, 268)])
    band = curve([(326, 262), (440, 244), (560, 226), (646, 214), (648, 244), (560, 262), (440, 280), (330, 294)])
    hair = curve([(334, 284), (334, 360), (350, 440), (384, 486), (420, 470), (446, 420), (456, 340), (470, 280)])
    beard = curve(
        [
            (476, 400),
            (492, 470),
            (516, 530),
            (546, 588),
            (590, 624),
            (640, 612),
            (668, 566),
            (668, 520),
            (658, 490),
            (646, 478),
            (600, 478),
            (540, 466),
            (505, 420),
            (476, 400),
        ]
    )
    lip = curve([(650, 422), (668, 432), (670, 446), (640, 452), (606, 464), (596, 452), (616, 434), (650, 422)])
    return print_(
        back,
        [
            (head(nose=10, brow=6, chin=2, neck=10), "#b8866a", "skin"),
            (shape(EAR), "#c08e70", "skin"),
            (frayed(shape(hair), 2.0, 6), "#9c9892", "hair"),
            (frayed(shape(beard, lip), 3.0, 7), "#b4b0a8", "hair"),
            (jacket(collar=46, wide=36, stoop=-14), "#26343c", "cloth"),
            (shape(cap, peak), "#20293a", "cloth"),
            (shape(band), "#1a2230", "cloth"),
        ],
        key=("#f4f4ee", 0.34),
        key_dir=(0.8, 0.6, 0.2),
        rim=("#f4f8fa", 0.8),
        fill=("#94a4b0", 0.14),
        seed=6,
        exposure=1.0,
        contrast=1.06,
        vignette=0.22,
        saturation=0.92,
    )


def portrait_7():
    back = np.zeros((N, N, 3), F) + rgb("#c8bca8") * 0.16
    panel(back, 0.66, 0.0, 1.0, 1.0, "#fff4e0", 2.2)
    for k in range(9):
        panel(back, 0.64 + k * 0.045, 0, 0.655 + k * 0.045, 1, "#d8c8b0", 0.9 + 0.4 * (k % 2))
    panel(back, 0.05, 0.15, 0.40, 0.80, "#a87a5a", 0.16)
    panel(back, 0.09, 0.19, 0.36, 0.76, "#6a8a90", 0.16)
    back = disc(back, 24)
    veil = curve(
        [
            (646, 300),
            (642, 232),
            (612, 172),
            (548, 132),
            (466, 122),
            (388, 150),
            (332, 216),
            (308, 310),
            (306, 420),
            (316, 520),
            (322, 600),
            (290, 680),
            (250, 770),
            (330, 860),
            (470, 900),
            (600, 860),
            (640, 780),
            (636, 690),
            (610, 612),
            (586, 574),
            (560, 540),
            (552, 470),
            (566, 390),
            (596, 330),
            (646, 300),
        ]
    )
    folds = lines(
        [
            curve(q)
            for q in (
                [(560, 548), (480, 610), (400, 640), (320, 660)],
                [(590, 590), (520, 680), (420, 730), (300, 750)],
                [(606, 640), (560, 740), (480, 800), (380, 830)],
                [(560, 400), (520, 480), (470, 560), (400, 600)],
            )
        ],
        20,
    )
    return print_(
        back * 1.0,
        [
            (head(nose=0, chin=-6), "#a8785a", "skin"),
            (jacket(wide=-8), "#35333a", "cloth"),
            (shape(veil, soft=2), "#93525a", "cloth"),
            (blur(folds, 9) * 0.55 * shape(veil), "#54282e", "cloth"),
        ],
        key=("#fff0d8", 0.75),
        key_dir=(0.9, 0.3, 0.3),
        rim=("#fff4e0", 0.9),
        fill=("#a89a8c", 0.14),
        seed=7,
        exposure=1.1,
        contrast=1.05,
        vignette=0.28,
    )


def portrait_8():
    rng = np.random.default_rng(88)
    y, _x = np.mgrid[0:N, 0:N].astype(F) / N
    back = mix(rgb("#7f9ad8") * 0.55, rgb("#1c2a54") * 0.5, np.clip(y * 0.4 + 0.2, 0, 1))
    back = mix(back, rgb("#e8946a") * 0.55, step(0.35, 0.62, y) * step(0.80, 0.6, y) * 0.8)
    for _k in range(13):
        px, w, top = rng.uniform(-0.05, 1), rng.uniform(0.06, 0.13), rng.uniform(0.42, 0.62)
        panel(back, px, top, px + w, 1, "#141c34", 0.8)
    back = bokeh(
        disc(back, 20),
        [
            (
                rng.uniform(0, 1),
                rng.uniform(0.5, 0.98),
                rng.uniform(0.016, 0.036),
                ("#ffc880", "#fff0d0", "#ff7050", "#90c0ff")[int(rng.choice(4, p=(0.5, 0.25, 0.12, 0.13)))],
                rng.uniform(0.15, 1.0),
            )
            for _ in range(58)
        ],
    )
    hair = [
        (634, 240),
        (616, 180),
        (556, 134),
        (470, 124),
        (388, 152),
        (336, 222),
        (312, 330),
        (300, 460),
        (276, 600),
        (252, 730),
        (262, 850),
        (330, 900),
        (420, 880),
        (470, 800),
        (494, 690),
        (506, 590),
        (520, 500),
        (532, 420),
        (556, 330),
        (600, 272),
        (634, 240),
    ]
    edge = curve(hair)
    return print_(
        back * 1.15,
        [
            (head(nose=-4, chin=-6, neck=-6), "#c89878", "skin"),
            (jacket(collar=20), "#23272e", "cloth"),
            (frayed(shape(edge), 4.0, 8, (40, 7)), "#6a452a", "hair"),
            (flyaway(edge[20:190], 15, 80, 44), "#8a5c38", "hair"),
        ],
        key=("#ffac78", 0.34),
        key_dir=(-0.9, 0.35, 0.15),
        rim=("#ffb488", 1.5),
        fill=("#6a84c8", 0.16),
        seed=8,
        flip=True,
        exposure=1.3,
        contrast=1.05,
        vignette=0.3,
    )


PORTRAITS: dict[str, Callable] = {f"portrait-{k}": globals()[f"portrait_{k}"] for k in range(1, 9)}
