"""Settings: the file under the environment, every fault at once, no secret anywhere."""

from pathlib import Path

import pytest

from bot.config.load import home, load
from bot.model.errors import MendFile


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "config").mkdir()
    return tmp_path


def loaded(place: Path, toml: str = "", **environ: str):  # type: ignore[no-untyped-def]
    (place / "config" / "bot.toml").write_text(toml, encoding="utf-8")
    return load({"TOLLBELL_HOME": str(place), **environ})


def faults(place: Path, toml: str = "", **environ: str) -> list[str]:
    with pytest.raises(MendFile) as caught:
        loaded(place, toml, **environ)
    return [str(fault).replace(str(place), "HOME") for fault in caught.value.faults]


def test_an_empty_file_gives_the_defaults(place: Path) -> None:
    assert loaded(place).stories.press_wait == 180


def test_the_environment_wins_over_the_file(place: Path) -> None:
    settings = loaded(place, "[stories]\npress_wait = 60", TOLLBELL_STORIES__PRESS_WAIT="0")
    assert settings.stories.press_wait == 0


def test_an_empty_variable_is_as_good_as_none(place: Path) -> None:
    assert loaded(place, TOLLBELL_STORIES__PRESS_WAIT="").stories.press_wait == 180


@pytest.mark.parametrize("text", ["127.0.0.0/8, ::1/128", '["127.0.0.0/8", "::1/128"]'])
def test_a_list_in_the_environment_may_be_written_in_two_ways(place: Path, text: str) -> None:
    settings = loaded(place, TOLLBELL_SOURCES__ALLOW_NETWORKS=text)
    assert settings.sources.allow_networks == ("127.0.0.0/8", "::1/128")


def test_numbers_of_a_list_are_numbers(place: Path) -> None:
    settings = loaded(place, TOLLBELL_SOURCES__ALLOW_PORTS="80,8099")
    assert settings.sources.allow_ports == (80, 8099)


def test_every_fault_is_named_at_once_with_its_place(place: Path) -> None:
    toml = '[stories]\npress_wait = "soon"\npres_wait = 1\n\n[sorces]\nx = 1\n'
    found = faults(place, toml, TOLLBELL_LOG__LEVEL="loud")
    assert found == [
        "HOME/config/bot.toml:3: unknown key 'pres_wait'; did you mean 'press_wait'?",
        "HOME/config/bot.toml:5: unknown section 'sorces'; did you mean 'sources'?",
        "TOLLBELL_LOG__LEVEL: log.level: input should be 'debug', 'info', 'warning' or 'error'",
        "HOME/config/bot.toml:2: stories.press_wait: input should be a valid number, "
        "unable to parse string as a number",
    ]


def test_an_unknown_variable_is_a_fault_and_not_a_silent_nothing(place: Path) -> None:
    assert faults(place, TOLLBELL_STORIES__PRESWAIT="1") == [
        "TOLLBELL_STORIES__PRESWAIT: unknown setting 'stories.preswait'; did you mean 'press_wait'?"
    ]


def test_a_broken_file_is_one_sentence(place: Path) -> None:
    (found,) = faults(place, "[stories\n")
    assert found.startswith("HOME/config/bot.toml")
    assert "is not TOML" in found


def test_a_missing_file_says_which_variable_to_set(tmp_path: Path) -> None:
    with pytest.raises(MendFile, match="set TOLLBELL_HOME"):
        load({"TOLLBELL_HOME": str(tmp_path)})


def test_a_token_may_stand_in_a_file(place: Path) -> None:
    (place / "token").write_text("s3cret\n")
    settings = loaded(place, DISCORD_TOKEN_FILE=str(place / "token"))
    assert settings.discord.token == "s3cret"


def test_a_token_file_that_cannot_be_read_is_a_fault(place: Path) -> None:
    assert faults(place, DISCORD_TOKEN_FILE="/nowhere") == [
        "DISCORD_TOKEN_FILE: cannot read '/nowhere': No such file or directory"
    ]


def test_a_token_is_never_shown(place: Path) -> None:
    assert "s3cret" not in repr(loaded(place, DISCORD_TOKEN="s3cret"))


def test_a_token_in_the_file_is_refused(place: Path) -> None:
    assert faults(place, '[discord]\ntoken = "s3cret"') == [
        "HOME/config/bot.toml:2: 'token' is a secret: set it in the environment"
    ]


def test_the_checkout_is_home_where_nothing_else_is_named() -> None:
    assert (home({}) / "config" / "bot.toml").is_file()
