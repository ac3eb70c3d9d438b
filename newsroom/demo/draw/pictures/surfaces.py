"""Walls and floors that several pictures share."""

import numpy as np

from ..noise import F, cells, field, mix, rgb, sample, step


def stone(p, n, c):
    """Dressed stone: courses, weathering, a little grain."""
    a = sample(field(201, 2.2), (p[:, 0] + p[:, 2] * 0.7) / 14, p[:, 1] / 14 + p[:, 2] / 30)
    b = sample(field(202, 1.0), (p[:, 0] + p[:, 2]) / 3, p[:, 1] / 3)
    streak = sample(field(203, 1.8), (p[:, 0] + p[:, 2] * 0.5) / 5, p[:, 1] / 60)
    return c * (0.62 + 0.4 * a + 0.2 * b - 0.22 * step(0.55, 0.8, streak))[:, None]


def paving(size):
    def f(p, n, c):
        gx, gz = p[:, 0] / size, p[:, 2] / (size * 0.7)
        off = (np.floor(gz) % 2) * 0.5
        fx, fz = (gx + off) % 1, gz % 1
        joint = (fx < 0.025) | (fz < 0.035)
        tone = 0.82 + 0.3 * cells(np.floor(gx + off) * 57 + np.floor(gz) * 131, 4)
        a = sample(field(204, 1.6), p[:, 0] / 7, p[:, 2] / 7)
        return c * (tone * (0.65 + 0.6 * a) * np.where(joint, 0.6, 1))[:, None]

    return f


def brick_front(night, seed=1, floors=3.2):
    def f(p, n, c):
        side = np.abs(n[:, 0]) > 0.5
        u = np.where(side, p[:, 2], p[:, 0])
        y = p[:, 1]
        wall = np.abs(n[:, 1]) < 0.4
        row = np.floor(y / 0.22)
        bu = u / 0.6 + (row % 2) * 0.5
        joint = ((bu % 1) < 0.06) | (((y / 0.22) % 1) < 0.12)
        tone = 0.75 + 0.4 * cells(np.floor(bu) * 7 + row * 131, seed)
        out = c * (tone * np.where(joint, 0.75, 1) * (0.7 + 0.5 * sample(field(205, 2), u / 30, y / 20)))[:, None]
        gx, gy = u / 2.2, (y - 4.2) / floors
        fx, fy = gx % 1, gy % 1
        up = wall & (y > 4.4)
        win = up & (fx > 0.27) & (fx < 0.73) & (fy > 0.18) & (fy < 0.76)
        frame = up & (fx > 0.23) & (fx < 0.77) & (fy > 0.13) & (fy < 0.80) & ~win
        sash = win & ((np.abs(fy - 0.47) < 0.018) | (np.abs(fx - 0.5) < 0.018))
        out = np.where(frame[:, None], rgb("#8a8478") * 0.7, out)
        r = cells(np.floor(gx) * 31 + np.floor(gy) * 17, seed + 3)
        lit = win & ~sash & (r > (0.62 if night else 2))
        out = np.where((win & ~sash)[:, None], rgb("#10161e"), out)
        out = np.where(lit[:, None], mix(rgb("#ffb860"), rgb("#ffe4b8"), r), out)
        return out.astype(F), np.where(lit, 0.5 + r * 0.8, 0).astype(F)

    return f


def planks(along="z", width=0.09):
    def f(p, n, c):
        a, b = (p[:, 2], p[:, 0]) if along == "z" else (p[:, 0], p[:, 2])
        i = np.floor(b / width)
        seg = np.floor(a / 1.6 + cells(i, 3) * 5)
        tone = 0.72 + 0.42 * cells(i * 7 + seg * 91, 5)
        grain = sample(field(206, 1.4), b / 1.2, a / 14)
        joint = (b / width) % 1 < 0.05
        return c * (tone * (0.75 + 0.5 * grain) * np.where(joint, 0.7, 1))[:, None]

    return f


def plain(rough=0.25, seed=207, scale=8):
    def f(p, n, c):
        a = sample(field(seed, 2.2), (p[:, 0] + p[:, 2] * 0.8) / scale, (p[:, 1] + p[:, 2] * 0.3) / scale)
        return c * (1 - rough + 2 * rough * a)[:, None]

    return f


def tiles(size, gap=0.02):
    def f(p, n, c):
        u = np.where(np.abs(n[:, 0]) > 0.5, p[:, 2], p[:, 0])
        v = np.where(np.abs(n[:, 1]) > 0.5, p[:, 2], p[:, 1])
        j = ((u / size) % 1 < gap) | ((v / size) % 1 < gap)
        tone = 0.95 + 0.09 * cells(np.floor(u / size) * 31 + np.floor(v / size) * 57, 2)
        return c * (tone * np.where(j, 0.78, 1))[:, None]

    return f
