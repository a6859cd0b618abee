"""Looking after accounts."""

import pytest

from models.desk import Account, Role
from models.errors import InputError
from models.levels import EVERYWHERE, Level, Region
from services.accounts import add_account, parse_region, set_password
from services.passwords import is_right
from storage.history import ACCOUNTS
from tests.support.houses import memory_house

GOOD = "correct horse battery"
CHEN = Account(name="chen", role=Role.REVIEWER, level=Level.PROVINCE, region=Region(province="湖北"))


def test_an_account_is_made_and_its_password_is_kept_as_a_hash_alone() -> None:
    keepers = memory_house()

    add_account(CHEN, GOOD, keepers=keepers)
    first = keepers.accounts.account("chen").password_hash
    set_password("chen", f"{GOOD} staple", keepers=keepers)
    second = keepers.accounts.account("chen").password_hash

    assert first.startswith("$argon2id$")
    assert is_right(GOOD, first)
    assert not is_right(GOOD, second)
    assert not is_right(GOOD, None)
    said = [one.entry.content["what"] for one in keepers.history.entries_of(ACCOUNTS)]
    assert said == ["made", "password"]
    assert GOOD not in str(keepers.history.entries_of(ACCOUNTS))


@pytest.mark.parametrize(
    "account",
    [
        Account(name="Chen", role=Role.OPERATOR),
        Account(name="local", role=Role.OPERATOR),
        Account(name="a/b", role=Role.OPERATOR),
        Account(name="chen", role=Role.REVIEWER),
        Account(name="chen", role=Role.OPERATOR, level=Level.NATION),
        Account(name="chen", role=Role.OPERATOR, region=Region(province="湖北")),
        Account(name="chen", role=Role.REVIEWER, level=Level.EXAM_POINT, region=EVERYWHERE),
        Account(name="chen", role=Role.REVIEWER, level=Level.REGISTRATION_POINT, region=Region(exam_point="武汉市")),
        Account(name="chen", role=Role.REVIEWER, level=Level.NATION, region=Region(province="湖北")),
        Account(name="chen", role=Role.REVIEWER, level=Level.PROVINCE, region=Region(exam_point="武汉市")),
    ],
)
def test_an_account_that_could_not_work_is_refused(account: Account) -> None:
    with pytest.raises(InputError):
        add_account(account, GOOD, keepers=memory_house())


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaa", "chen-chen-chen-1", "x" * 129])
def test_a_password_that_is_easily_guessed_is_refused(password: str) -> None:
    with pytest.raises(InputError):
        add_account(CHEN, password, keepers=memory_house())


@pytest.mark.parametrize(
    ("path", "region"),
    [
        ("", EVERYWHERE),
        ("-", EVERYWHERE),
        ("湖北", Region(province="湖北")),
        ("-/武汉市考点", Region(exam_point="武汉市")),
        ("湖北/武汉市/江岸区报名点", Region(province="湖北", exam_point="武汉市", registration_point="江岸区")),
    ],
)
def test_a_region_is_read_as_people_write_it(path: str, region: Region) -> None:
    assert parse_region(path) == region


@pytest.mark.parametrize("path", ["a/b/c/d", "湖北/-/江岸区"])
def test_a_region_that_lies_nowhere_is_refused(path: str) -> None:
    with pytest.raises(InputError):
        parse_region(path)
