"""Settings come from the environment; production says what is missing and stops."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests import needs

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "NEWSROOM_ENV": "production",
    "SECRET_KEY": "a-key-of-at-least-fifty-characters-for-this-test-only-0123456789",
    "ALLOWED_HOSTS": "newsroom.example",
    "DATABASE_URL": "sqlite:///:memory:",
    "SITE_URL": "https://newsroom.example",
}


def manage(tmp_path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **variables}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "SITE_URL"])
def test_production_says_which_variable_is_missing_and_stops(tmp_path, name):
    variables = {**PRODUCTION, name: ""}
    result = manage(tmp_path, "check", **variables)
    assert result.returncode != 0
    assert name in result.stderr.splitlines()[-1]


def test_production_refuses_a_short_key(tmp_path):
    result = manage(tmp_path, "check", **{**PRODUCTION, "SECRET_KEY": "short"})
    assert result.returncode != 0
    assert "50 random characters" in result.stderr


def test_production_passes_the_deployment_checks_without_a_warning(tmp_path):
    result = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_an_unknown_environment_is_refused(tmp_path):
    result = manage(tmp_path, "check", NEWSROOM_ENV="staging")
    assert "must be development, demo or production" in result.stderr


def test_the_demo_makes_a_key_of_its_own_and_keeps_it(tmp_path):
    show = ("shell", "-v0", "-c", "from django.conf import settings; print(settings.SECRET_KEY, settings.DEBUG)")
    first, second = (manage(tmp_path, *show, NEWSROOM_ENV="demo").stdout.split() for _ in range(2))
    assert first == second
    assert len(first[0]) >= 50
    assert first[1] == "False"


def test_every_variable_is_in_the_example_and_in_the_readme():
    source = (ROOT / "newsroom" / "settings.py").read_text(encoding="utf-8")
    used = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    assert len(used) > 10
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {name for name in used if f"\n{name}=" not in example} == set()
    assert {name for name in used if f"`{name}`" not in readme} == set()


def test_no_migration_is_missing(tmp_path):
    result = manage(tmp_path, "makemigrations", "--check", "--dry-run")
    assert result.returncode == 0, result.stdout


def test_the_cache_is_shared_through_redis(tmp_path):
    url = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
    if not answers(url):
        needs.missing(f"Redis at {url}")
    key = f"newsroom-test-{tmp_path.name}"
    code = f"from django.core.cache import cache; print(cache.get({key!r})); cache.set({key!r}, 'kept', 30)"
    shown = [manage(tmp_path, "shell", "-v0", "-c", code, CACHE_URL=url).stdout.strip() for _ in range(2)]
    assert shown == ["None", "kept"]


def answers(url: str) -> bool:
    address = urlsplit(url)
    try:
        with socket.create_connection((address.hostname, address.port), timeout=2):
            return True
    except OSError:
        return False
