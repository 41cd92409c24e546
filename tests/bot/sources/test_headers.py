# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""What headers ask of us."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.feed import Validators
from bot.sources.headers import carried, lifetime, moment, renewed, retry_after

NOW = datetime(2025, 11, 10, 12, 0, tzinfo=UTC)
DATE = "Mon, 10 Nov 2025 12:00:00 GMT"
LATER = "Mon, 10 Nov 2025 13:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120),
        ({"retry-after": "2678400"}, 2_678_400),
        ({"retry-after": "2678401"}, None),
        ({"retry-after": LATER}, 3600),
        ({"retry-after": LATER, "date": "Mon, 10 Nov 2025 12:30:00 GMT"}, 1800),
        ({"retry-after": "Mon, 10 Nov 2025 11:00:00 GMT"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "99999999999999999999"}, None),
        ({}, None),
    ],
)
def test_S5_retry_after_is_seconds_or_a_date_and_nothing_absurd(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert retry_after(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "max-age=3600"}, 3600),
        ({"cache-control": "public, max-age=3600", "age": "600"}, 3000),
        ({"cache-control": 'max-age="60"'}, 60),
        ({"cache-control": "max-age=31536000"}, 86_400),
        ({"cache-control": "no-cache, max-age=3600"}, None),
        ({"cache-control": "no-store"}, None),
        ({"cache-control": "s-maxage=3600"}, None),
        ({"cache-control": "max-age=0"}, None),
        ({"cache-control": "max-age=60", "age": "61"}, None),
        ({"cache-control": "x-no-cacheable, max-age=60"}, 60),
        ({"expires": LATER, "date": DATE}, 3600),
        ({"expires": LATER}, None),
        ({"expires": "0", "date": DATE}, None),
        ({"cache-control": "max-age=60", "expires": LATER, "date": DATE}, 60),
        ({}, None),
    ],
)
def test_S4_a_lifetime_is_what_the_answer_says(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert lifetime(headers) == seconds


def test_C2_a_whole_answer_replaces_both_validators() -> None:
    assert carried({"etag": '"2"'}) == Validators('"2"', None)


@pytest.mark.parametrize(
    ("headers", "kept"),
    [
        ({}, Validators('"1"', DATE)),
        ({"etag": 'W/"2"'}, Validators('W/"2"', DATE)),
        ({"last-modified": LATER}, Validators('"1"', LATER)),
    ],
)
def test_C2_a_304_replaces_the_validators_it_carries(
    headers: dict[str, str], kept: Validators
) -> None:
    assert renewed(Validators('"1"', DATE), headers) == kept


def test_C5_a_last_modified_from_the_future_is_not_kept() -> None:
    poisoned = {"last-modified": "Mon, 10 Nov 2041 12:00:00 GMT", "date": DATE, "etag": '"1"'}
    assert carried(poisoned) == Validators('"1"', None)
    assert carried({"last-modified": LATER, "date": DATE}) == Validators(None, LATER)


@given(st.text(max_size=60))
def test_no_header_raises(value: str) -> None:
    headers = dict.fromkeys(
        ("retry-after", "cache-control", "age", "expires", "date", "last-modified"), value
    )
    wait, fresh = retry_after(headers, NOW), lifetime(headers)
    assert wait is None or 0 <= wait <= 31 * 86_400
    assert fresh is None or 0 < fresh <= 86_400
    found = moment(value)
    assert found is None or found.tzinfo is not None
    carried(headers)
