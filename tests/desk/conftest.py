from typing import Any

import pytest

from tests.factories import make_publication, make_user


@pytest.fixture
def desk(visit: Any, client: Any, live_server: Any) -> Any:
    """A page of the desk in a real browser, logged in as managing editor."""
    make_publication()
    client.force_login(make_user("Managing editor"))
    page = visit()
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    return page
