"""Skies: a gradient from horizon to zenith, a sun, and clouds that are lit from the sun's side."""

import numpy as np

from .noise import F, field, mix, rgb, sample, step


def sky(
    horizon,
    zenith,
    *,
    sun=None,
    sun_colour="#fff2d8",
    glow=1.0,
    disc=0.0,
    clouds=0.0,
    cloud_light="#ffffff",
    cloud_dark="#8a92a0",
    seed=3,
    scale=1.0,
    wind=(1.0, 0.45),
    stars=0.0,
    band=0.35,
    height=0.09,
):
    """A function from directions to light. `clouds` is the share of the sky covered, `band` how fast it darkens upwards."""
    h, z = rgb(horizon), rgb(zenith)
    sd = None if sun is None else (np.asarray(sun, dtype=F) / np.linalg.norm(sun)).astype(F)
    sc, cl, cd = rgb(sun_colour), rgb(cloud_light), rgb(cloud_dark)
    a, b = field(seed, 2.3, low=2), field(seed + 1, 1.7, low=4)

    def look(d):
        y = np.maximum(d[..., 1], 0)
        out = mix(h, z, 1 - np.exp(-y / band))
        near = None
        if sd is not None:
            cosa = np.clip(d @ sd, 0, 1)
            near = cosa**6 * 0.35 + cosa**40 * 0.6 + cosa**400 * 1.5
            out = out + near[..., None] * sc * F(glow)
            if disc:
                out = out + step(1 - 0.00035, 1 - 0.00022, cosa)[..., None] * sc * F(disc)
        if stars:
            rng = sample(field(99, 0.1, low=60), d[..., 0] * 3, d[..., 1] * 3 + d[..., 2])
            out = out + (step(0.93, 1.0, rng) * stars * step(0.05, 0.3, y))[..., None]
        if clouds:
            k = F(1) / (y + F(height))
            u, v = d[..., 0] * k * F(0.05 * scale * wind[0]), d[..., 2] * k * F(0.05 * scale / wind[1] * 0.45)
            warp = sample(b, u * 1.3, v * 1.3) - 0.5

            def density(u, v):
                return (
                    sample(a, u + warp * 0.05, v + warp * 0.04) * 0.62
                    + sample(b, u * 2.7 + warp * 0.03, v * 2.7) * 0.28
                    + sample(b, u * 7, v * 7) * 0.10
                )

            raw = density(u, v)
            cut = 0.74 - 0.5 * clouds
            cover = step(cut, cut + 0.16, raw)
            du, dv = (0.012, 0.0) if sd is None else (float(sd[0]) * 0.014, float(sd[2]) * 0.014)
            inner = np.clip((density(u + du, v + dv) - cut) * 4.2, 0, 1)
            body = np.clip((raw - cut) * 2.6, 0, 1)
            shade = np.clip(1 - inner * 0.85 - body * 0.35, 0, 1)
            cc = mix(cd, cl, shade)
            if near is not None:
                cc = cc + (near * (1 - body * 0.8))[..., None] * sc * F(glow * 0.9)
            haze = step(0.0, 0.10, y)
            out = mix(out, cc, cover * haze * (0.55 + 0.4 * step(0.02, 0.3, y)))
        return out.astype(F)

    return look
