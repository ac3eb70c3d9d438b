"""Logging in: guesses at passwords are slowed down, good log-ins are not, and nobody is led elsewhere."""

import pytest

from newsroom.desk.login import PER_ACCOUNT, PER_ADDRESS
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD, LOGIN = "a-good-long-password-1", "/admin/login/"


@pytest.fixture
def mara():
    user = make_user("Reporter", username="mara")
    user.set_password(PASSWORD)
    user.save()
    return user


def log_in(client, password=PASSWORD, username="mara", **extra):
    return client.post(LOGIN, {"username": username, "password": password}, **extra)


def test_after_ten_wrong_passwords_even_the_right_one_must_wait(client, mara):
    for _ in range(PER_ACCOUNT):
        assert "correct username" in log_in(client, "wrong").content.decode()
    response = log_in(client)
    assert "Too many tries" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_colleague_at_another_address_is_not_locked_out(client, mara):
    for _ in range(PER_ACCOUNT + 1):
        log_in(client, "wrong")
    assert log_in(client, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_one_address_does_not_try_many_accounts(client, mara):
    for number in range(PER_ADDRESS):
        log_in(client, "wrong", username=f"user-{number}")
    assert "Too many tries" in log_in(client).content.decode()


def test_an_account_that_does_not_exist_is_treated_the_same(client, mara):
    pages = [log_in(client, "wrong", username=name).content.decode() for name in ("mara", "nobody")]
    assert "correct username" in pages[0]
    assert "correct username" in pages[1]
    for _ in range(PER_ACCOUNT):
        page = log_in(client, "wrong", username="nobody").content.decode()
    assert "Too many tries" in page


def test_good_log_ins_do_not_count(client, mara):
    for _ in range(PER_ACCOUNT + 2):
        assert log_in(client).status_code == 302


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", ""])
def test_logging_in_leads_to_the_desk_and_nowhere_else(client, mara, elsewhere):
    response = client.post(LOGIN, {"username": "mara", "password": PASSWORD, "next": elsewhere})
    assert (response.status_code, response["Location"]) == (302, "/admin/")
