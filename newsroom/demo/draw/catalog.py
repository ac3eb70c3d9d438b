"""Which pictures there are: one function each, under the name its file and its story use."""

import tomllib
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from . import plates
from .metadata import packet
from .pictures import coast, country, crowd, halls, night, port, rooms, town
from .pictures.portraits import PORTRAITS

PHOTOS_TOML = Path(__file__).resolve().parents[3] / "fixtures" / "demo" / "photos.toml"

JOBS: dict[str, Callable[[], Image.Image]] = {
    "harbor-morning": coast.harbor_morning,
    "ferry-dawn": coast.ferry_dawn,
    "container-port": port.container_port,
    "storm-sea": coast.storm_sea,
    "salt-marsh": country.salt_marsh,
    "dry-reservoir": country.dry_reservoir,
    "wind-turbines": country.wind_turbines,
    "wildfire-glow": night.wildfire_glow,
    "baghouz-plain": country.baghouz_plain,
    "night-city": night.night_city,
    "rain-street": town.rain_street,
    "protest-crowd": crowd.protest_crowd,
    "courthouse-steps": town.courthouse_steps,
    "market-stalls": town.market_stalls,
    "stadium-lights": night.stadium_lights,
    "train-platform": town.train_platform,
    "council-hall": halls.council_hall,
    "library-hall": halls.library_hall,
    "polling-station": rooms.polling_station,
    "school-gym": rooms.school_gym,
    "greenhouse": rooms.greenhouse,
    "hospital-corridor": rooms.hospital_corridor,
    "theatre-stage": halls.theatre_stage,
    **PORTRAITS,
    **plates.PLATES,
}

WITH_RIGHTS = ("harbor-morning", "container-port", "council-hall", "storm-sea", "protest-crowd")


def rights(slug: str) -> bytes | None:
    """Some pictures carry their rights inside the file, as an agency's do."""
    if slug not in WITH_RIGHTS:
        return None
    with PHOTOS_TOML.open("rb") as f:
        photos = {p["slug"]: p for p in tomllib.load(f)["photo"]}
    return packet(photos[slug])
