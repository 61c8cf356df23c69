"""Settings come from the environment once, and a wrong one is told."""

from dataclasses import FrozenInstanceError

import pytest

from graph.settings import LOOPBACK, Settings


def test_without_a_word_it_is_the_usual_file_on_this_machine() -> None:
    usual = Settings.read({})
    assert usual == Settings()
    assert (usual.store, usual.host, usual.port) == ("clew.db", "127.0.0.1", 8000)
    assert usual.allowed_hosts == LOOPBACK


def test_each_setting_is_read_from_its_variable() -> None:
    found = Settings.read(
        {
            "CLEW_STORE": "neo4j://db",
            "CLEW_HOST": "::1",
            "CLEW_PORT": "9",
            "CLEW_ALLOWED_HOSTS": "A.example, b.example,",
            "CLEW_BODY_LIMIT": "100",
        }
    )
    assert found == Settings("neo4j://db", "::1", 9, ("a.example", "b.example"), 100)


def test_an_empty_variable_is_none() -> None:
    empty = dict.fromkeys(("CLEW_STORE", "CLEW_HOST", "CLEW_PORT", "CLEW_ALLOWED_HOSTS"), "")
    assert Settings.read(empty) == Settings()


@pytest.mark.parametrize("value", ["many", "-1", "1.5", "0x10"])
def test_a_number_that_is_none_is_told(value: str) -> None:
    with pytest.raises(ValueError, match="CLEW_PORT"):
        Settings.read({"CLEW_PORT": value})


def test_settings_cannot_change_on_the_way() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]
