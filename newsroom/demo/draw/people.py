"""People are sculpted from round forms, turned, posed and dressed; no face is ever drawn, so nobody can be recognised."""

# ruff: noqa: RUF005 -- points are arrays, and + moves them

from dataclasses import dataclass
from dataclasses import field as dc_field
from functools import lru_cache

import numpy as np

from .film import blur
from .noise import F, rgb


@dataclass
class Sprite:
    """A figure as a relief: where it is (mask), which way its surface looks (n), its colours; `tall` pixels for 1 height."""

    mask: np.ndarray
    n: np.ndarray
    col: np.ndarray
    tall: float
    foot: float = 0
    z: np.ndarray | None = None


@dataclass
class Clay:
    """Round forms in three dimensions, seen along z from any side after a turn about the upright axis."""

    blobs: list = dc_field(default_factory=list)

    def blob(self, p, r, colour, squash=1.0):
        self.blobs.append((np.asarray(p, float), float(r), colour, squash))

    def limb(self, p, q, r1, r2, colour, squash=1.0):
        p, q = np.asarray(p, float), np.asarray(q, float)
        n = max(3, int(np.linalg.norm(q - p) / (min(r1, r2) * 0.22)) + 1)
        for k in np.linspace(0, 1, n):
            self.blob(p + (q - p) * k, r1 + (r2 - r1) * k, colour, squash)

    def chain(self, points, radii, colour, squash=1.0):
        for i in range(len(points) - 1):
            self.limb(points[i], points[i + 1], radii[i], radii[i + 1], colour, squash)

    def relief(self, tall: int, width: float = 0.8, over: float = 1.04, turn: float = 0, soft: float = 0.006) -> Sprite:
        """Press it into a relief `tall` pixels high for one unit."""
        a = np.radians(turn)
        s, c = np.sin(a), np.cos(a)
        w, h = int(width * tall), int(over * tall) + 4
        z = np.full((h, w), -9.0, dtype=F)
        col = np.zeros((h, w, 3), dtype=F)
        for p, r, colour, squash in self.blobs:
            x, y, d = p[0] * c + p[2] * s, p[1], -p[0] * s + p[2] * c
            cx, cy, rr = w / 2 + x * tall, (over - y) * tall, r * tall
            ry = rr * squash
            x0, x1 = max(int(cx - rr - 1), 0), min(int(cx + rr + 2), w)
            y0, y1 = max(int(cy - ry - 1), 0), min(int(cy + ry + 2), h)
            if x1 <= x0 or y1 <= y0:
                continue
            yy, xx = np.mgrid[y0:y1, x0:x1].astype(F)
            q = 1 - ((xx + 0.5 - cx) / rr) ** 2 - ((yy + 0.5 - cy) / ry) ** 2
            top = np.where(q > 0, d + r * np.sqrt(np.maximum(q, 0)), -9)
            win = (slice(y0, y1), slice(x0, x1))
            better = top > z[win]
            z[win] = np.where(better, top, z[win])
            col[win][better] = colour
        mask = z > -8
        solid = np.where(mask, z, 0)
        weight = mask.astype(F)
        r = max(soft * tall, 1)
        zs = blur(solid, r) / np.maximum(blur(weight, r), 1e-3)
        gy, gx = np.gradient(zs * tall)
        edge = np.clip(blur(weight, max(r * 1.5, 1.2)) * 2 - 1, 0, 1)
        n = np.stack([-gx, gy, np.full_like(gx, 0.75)], -1)
        ey, ex = np.gradient(blur(weight, max(r * 1.5, 1.2)))
        rim = (1 - edge)[..., None]
        n = n / np.linalg.norm(n, axis=-1, keepdims=True)
        n = n + rim * np.stack([-ex, ey, np.zeros_like(ex)], -1) * 6
        n /= np.linalg.norm(n, axis=-1, keepdims=True) + 1e-6
        cs = blur(col * weight[..., None], max(r * 0.5, 0.8)) / np.maximum(blur(weight, max(r * 0.5, 0.8)), 1e-3)[..., None]
        return Sprite(mask, n.astype(F), cs.astype(F), tall, foot=(over - 1) * tall, z=solid)


SKIN = ("#5b3a29", "#8a5a3c", "#c08a66", "#d9a988", "#e3b99b", "#6f4630")
HAIR = ("#1a1412", "#2b1c14", "#4a3020", "#7a5a38", "#a8a4a0", "#33211a")
COATS = ("#20262e", "#2d3a4a", "#4a3b30", "#5a2a28", "#39424a", "#6b6455", "#1d2a24", "#7a7a78", "#283a5a", "#8a6a44")
LEGS = ("#15181d", "#20242c", "#2a3348", "#3a342c", "#26221e")


@lru_cache(maxsize=512)
def person(
    *,
    turn: float = 0,
    walk: float | None = None,
    seed: int = 0,
    coat: str = "",
    legs: str = "",
    skin: str = "",
    hair: str = "",
    dress: str = "",
    long_coat: bool = False,
    robe: str = "",
    scarf: str = "",
    hat: str = "",
    pack: str = "",
    bag: str = "",
    bundle: str = "",
    arms: str = "down",
    sit: bool = False,
    child: bool = False,
    hair_style: str = "short",
    umbrella: str = "",
    tall: int = 240,
) -> Sprite:
    """One figure, one unit high. turn 0 faces us, 180 shows the back; walk is the phase of the stride (0 to 1)."""
    rng = np.random.default_rng(seed)

    def pick(value, choices):
        return rgb(value or choices[rng.integers(len(choices))])

    skin_c, hair_c = pick(skin, SKIN), pick(hair, HAIR)
    coat_c, leg_c = pick(coat, COATS), pick(legs, LEGS)
    shoe = rgb("#141210")
    wide = 1 + rng.uniform(-0.1, 0.12)
    c = Clay()
    if walk is None:
        lean = rng.uniform(-0.012, 0.012)
        swing = [rng.uniform(-0.05, 0.05), rng.uniform(-0.05, 0.05)]
        lift = [0.0, 0.0]
        arm = [rng.uniform(-0.1, 0.15), rng.uniform(-0.1, 0.15)]
    else:
        a = 2 * np.pi * walk
        swing = [0.45 * np.sin(a), -0.45 * np.sin(a)]
        lift = [max(0, np.cos(a)) * 0.5, max(0, -np.cos(a)) * 0.5]
        arm = [-0.45 * np.sin(a), 0.45 * np.sin(a)]
        lean = 0.0
    head = 0.925
    hr = 0.056 if not child else 0.075
    hip_y = 0.505
    for i, side in enumerate((-1, 1)):
        hip = np.array([side * 0.048 * wide, hip_y, 0])
        if sit:
            knee = hip + np.array([side * 0.02, -0.02, 0.22])
            ankle = knee + np.array([0, -0.24, 0.0])
        else:
            knee = hip + 0.235 * np.array([0, -np.cos(swing[i]), np.sin(swing[i])])
            back = swing[i] - lift[i]
            ankle = knee + 0.23 * np.array([0, -np.cos(back), np.sin(back)])
        c.chain([hip, knee, ankle], [0.062 * wide, 0.044, 0.032], leg_c)
        c.limb(ankle + [0, -0.015, -0.012], ankle + [side * 0.012, -0.022, 0.06], 0.026, 0.022, shoe)
    top = np.array([lean, 0.80, 0])
    for side in (-1, 1):
        c.chain(
            [[side * 0.05 * wide, 0.50, 0], [side * 0.045 * wide, 0.62, 0], [side * 0.062 * wide, 0.76, 0.005]],
            [0.072, 0.064, 0.07],
            coat_c,
        )
    c.limb(top + [-0.085 * wide, 0, 0], top + [0.085 * wide, 0, 0], 0.045, 0.045, coat_c)
    c.limb(top + [0, -0.02, 0], top + [0, 0.05, 0.005], 0.062, 0.035, coat_c)
    for i, side in enumerate((-1, 1)):
        sh = top + [side * 0.108 * wide, -0.005, 0]
        if arms == "up":
            el = sh + [side * 0.05, 0.11, 0.05]
            ha = el + [side * -0.01, 0.17, 0.03]
        elif arms == "one" and side == 1:
            el = sh + [0.05, 0.10, 0.06]
            ha = el + [0.0, 0.18, 0.03]
        elif arms == "front" or sit:
            el = sh + [side * 0.035, -0.15, 0.04]
            ha = el + [side * -0.06, -0.03, 0.16]
        elif arms == "phone" and side == 1:
            el = sh + [0.03, -0.15, 0.06]
            ha = el + [-0.06, 0.09, 0.12]
        elif arms == "hold" and side == 1:
            el = sh + [0.02, -0.15, 0.08]
            ha = el + [-0.04, 0.10, 0.09]
        else:
            el = sh + 0.165 * np.array([side * 0.14, -np.cos(arm[i]), np.sin(arm[i])])
            ha = el + 0.16 * np.array([0, -np.cos(arm[i] + 0.25), np.sin(arm[i] + 0.25)])
        c.chain([sh, el, ha], [0.044, 0.036, 0.028], coat_c)
        c.blob(ha + (ha - el) / np.linalg.norm(ha - el) * 0.025, 0.025, skin_c)
        if side == 1:
            hand = ha
        else:
            other = ha
    if long_coat:
        c.chain([[0, 0.6, 0], [0, 0.30, 0]], [0.09 * wide, 0.115 * wide], coat_c)
    if dress:
        c.chain([[0, 0.58, 0], [0, 0.33, 0]], [0.082, 0.115], rgb(dress))
    if robe:
        rc = rgb(robe)
        sway = 0.03 * np.sin(2 * np.pi * (walk or 0))
        c.chain([[0, 0.80, 0], [0, 0.55, 0], [sway * 0.5, 0.12, sway]], [0.105, 0.11, 0.15], rc)
        for side in (-1, 1):
            c.chain([top + [side * 0.09, 0, 0], top + [side * 0.135, -0.2, 0.06]], [0.06, 0.07], rc)
    c.limb([lean, 0.84, 0], [lean, 0.89, 0.008], 0.032, 0.030, skin_c)
    hc = np.array([lean, head, 0.01])
    c.blob(hc, hr, skin_c, 1.22)
    c.limb(hc + [0, -0.03, 0.015], hc + [0, -0.045, 0.025], 0.036, 0.028, skin_c)
    if scarf:
        sc = rgb(scarf)
        c.blob(hc + [0, 0.012, -0.012], hr * 1.14, sc, 1.2)
        c.chain([hc + [0, -0.02, -0.02], hc + [0, -0.10, -0.02], hc + [0, -0.2, -0.03]], [0.062, 0.075, 0.085], sc)
    elif hair_style != "bald":
        c.blob(hc + [0, 0.014, -0.014], hr * 1.10, hair_c, 1.16)
        if hair_style == "long":
            c.chain([hc + [0, 0, -0.03], hc + [0, -0.10, -0.04], hc + [0, -0.16, -0.035]], [0.056, 0.055, 0.035], hair_c)
        elif hair_style == "bun":
            c.blob(hc + [0, 0.035, -0.075], 0.032, hair_c)
        elif hair_style == "tail":
            c.chain([hc + [0, 0.02, -0.07], hc + [0, -0.05, -0.10], hc + [0, -0.12, -0.09]], [0.025, 0.025, 0.012], hair_c)
        elif hair_style == "round":
            c.blob(hc + [0, 0.025, -0.02], hr * 1.5, hair_c)
    if hat:
        c.blob(hc + [0, 0.035, -0.006], hr * 1.12, rgb(hat), 0.9)
        if seed % 2:
            c.limb(hc + [0, 0.03, 0.05], hc + [0, 0.025, 0.085], 0.03, 0.025, rgb(hat), 0.4)
    if pack:
        c.chain([[0, 0.78, -0.10], [0, 0.58, -0.11]], [0.075, 0.085], rgb(pack))
    if bag:
        c.limb(hand + [0, -0.02, 0], hand + [0, -0.08, 0], 0.008, 0.008, rgb(bag))
        c.limb(hand + [0, -0.14, -0.03], hand + [0, -0.14, 0.04], 0.055, 0.055, rgb(bag), 1.1)
    if bundle == "head":
        for k in range(5):
            c.blob(hc + [(k - 2) * 0.045, 0.105 + 0.012 * (k % 2), 0], 0.062, rgb("#8a7a62"))
    elif bundle:
        for k in range(4):
            c.blob(other + [-0.02 + 0.01 * k, -0.06 - 0.04 * k, 0.0], 0.055 + 0.012 * k, rgb(bundle))
    if umbrella:
        uc = rgb(umbrella)
        u = hand + np.array([-0.02, 0.36, 0.0])
        c.limb(hand, u, 0.005, 0.005, rgb("#222222"))
        for ang in np.linspace(0, 2 * np.pi, 26):
            for rr in (0.02, 0.10, 0.18, 0.25):
                c.blob(u + [rr * np.cos(ang), -rr * rr * 1.5, rr * np.sin(ang)], 0.035, uc, 0.55)
    # a stride lowers the hips: whoever walks still stands on the ground
    low = min(p[1] - r for p, r, _, _ in c.blobs)
    c.blobs = [(p - [0, low, 0], r, col, squash) for p, r, col, squash in c.blobs]
    span = 1.3 if bundle == "head" else 1.42 if umbrella else 1.3 if arms in ("up", "one") else 1.05
    return c.relief(tall, width=0.9, over=span, turn=turn)
