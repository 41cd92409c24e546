"""What is built is not collected meanwhile, and collection goes on afterwards."""

import gc

import pytest

from bot.watches.uncollected import uncollected


def test_collection_goes_on_only_after_the_outermost() -> None:
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collection_goes_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="no rule"), uncollected():
        raise ValueError("no rule")
    assert gc.isenabled()


def test_whoever_had_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
