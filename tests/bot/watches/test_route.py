"""Routing: who is told, once each, when and how; nothing is dropped."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.alert import Alert, Certainty, Reason, Severity
from bot.model.delivery import Held
from bot.model.watch import (
    Channel,
    ChannelSettings,
    DigestTime,
    Match,
    Mode,
    Mute,
    MuteKind,
    Quiet,
    Subscription,
)
from bot.watches.mutes import Subject
from bot.watches.route import Wishes, delivery_id, route
from tests.bot.store.values import a_story, an_item

NOW = datetime(2025, 11, 10, 12, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)
METALS, RARE = Match("metals", 1, ()), Match("rare-earths", 2, ())
ROOM, HALL = Channel("discord", "1", "9"), Channel("discord", "2", "9")
WISH = Subscription(ROOM, "metals")


def alert(
    severity: Severity = Severity.MEDIUM,
    revision: int = 1,
    certainty: Certainty = Certainty.REPORTED,
) -> Alert:
    return Alert("A1", revision, Reason.NEW, severity, certainty, "feed/1", NOW)


def test_a_channel_with_two_watches_is_told_once_with_both_reasons() -> None:
    wishes = Wishes([WISH, Subscription(ROOM, "rare-earths")])
    (delivery,) = route(alert(), [METALS, RARE], wishes, NOW)
    assert delivery.matches == (METALS, RARE)
    assert (delivery.due_at, delivery.held, delivery.muted) == (NOW, None, None)


def test_a_channel_is_not_told_of_what_it_does_not_watch() -> None:
    assert route(alert(), [METALS], Wishes([Subscription(ROOM, "rare-earths")]), NOW) == []


def test_a_floor_holds_for_its_own_watch_only() -> None:
    wishes = Wishes([Subscription(ROOM, "metals", Severity.HIGH), Subscription(HALL, "metals")])
    assert [each.channel for each in route(alert(), [METALS], wishes, NOW)] == [HALL]
    assert len(route(alert(Severity.HIGH), [METALS], wishes, NOW)) == 2


@pytest.mark.parametrize(
    ("floor", "told"),
    [
        (Certainty.UNCONFIRMED, ["unconfirmed", "reported", "confirmed"]),
        (Certainty.REPORTED, ["reported", "confirmed"]),
        (Certainty.CONFIRMED, ["confirmed"]),
    ],
)
def test_a_floor_of_certainty_keeps_what_is_less_sure_away(
    floor: Certainty, told: list[str]
) -> None:
    wishes = Wishes([replace(WISH, certainty=floor)])
    sure = reversed(Certainty)
    assert [str(c) for c in sure if route(alert(certainty=c), [METALS], wishes, NOW)] == told


def test_a_paused_subscription_is_told_nothing() -> None:
    assert route(alert(), [METALS], Wishes([replace(WISH, paused="by @x")]), NOW) == []


def test_the_role_of_a_subscription_that_took_it_is_to_be_pinged() -> None:
    wishes = Wishes([WISH, Subscription(ROOM, "rare-earths", role="77")])
    assert route(alert(), [METALS, RARE], wishes, NOW)[0].ping == "77"
    assert route(alert(), [METALS], wishes, NOW)[0].ping is None


NIGHT = ChannelSettings("Europe/Berlin", quiet=Quiet(22 * 60, 7 * 60, bypass=Severity.CRITICAL))
LATE = datetime(2025, 11, 10, 22, 30, tzinfo=UTC)  # 23:30 in Berlin


def test_quiet_hours_hold_until_their_end_unless_it_is_grave() -> None:
    wishes = Wishes([WISH], {ROOM.place: NIGHT})
    (held,) = route(alert(Severity.HIGH), [METALS], wishes, LATE)
    assert (held.held, held.due_at) == (Held.QUIET, datetime(2025, 11, 11, 6, tzinfo=UTC))
    (told,) = route(alert(Severity.CRITICAL), [METALS], wishes, LATE)
    assert (told.held, told.due_at) == (None, LATE)
    assert route(alert(), [METALS], wishes, NOW)[0].held is None


def test_who_wants_digests_gets_it_at_the_digest_time_and_who_wants_both_gets_it_twice() -> None:
    daily = ChannelSettings("UTC", digest=DigestTime(18 * 60))
    evening = NOW + 6 * HOUR
    only = Wishes([replace(WISH, mode=Mode.DIGEST)], {ROOM.place: daily})
    (delivery,) = route(alert(), [METALS], only, NOW)
    assert (delivery.held, delivery.due_at, delivery.again_at) == (Held.DIGEST, evening, None)
    both = Wishes([replace(WISH, mode=Mode.BOTH)], {ROOM.place: daily})
    (delivery,) = route(alert(), [METALS], both, NOW)
    assert (delivery.held, delivery.due_at, delivery.again_at) == (None, NOW, evening)


def test_one_watch_that_wants_it_now_is_enough() -> None:
    wishes = Wishes([replace(WISH, mode=Mode.DIGEST), Subscription(ROOM, "rare-earths")])
    assert route(alert(), [METALS, RARE], wishes, NOW)[0].held is None
    assert route(alert(), [METALS], wishes, NOW)[0].held is Held.DIGEST


def test_beyond_the_cap_of_a_day_alerts_wait_for_the_digest() -> None:
    capped = ChannelSettings("UTC", cap=2)
    for told, held in ((1, None), (2, Held.CAP), (3, Held.CAP)):
        wishes = Wishes([WISH], {ROOM.place: capped}, told={ROOM.place: told})
        (delivery,) = route(alert(), [METALS], wishes, NOW)
        assert delivery.held is held
    assert delivery.due_at == datetime(2025, 11, 11, 8, tzinfo=UTC)


SUBJECT = Subject(replace(a_story("A1"), instruments=("Section 232",)), an_item())


@pytest.mark.parametrize(
    ("kind", "what", "is_muted"),
    [
        (MuteKind.STORY, "A1", True),
        (MuteKind.STORY, "A2", False),
        (MuteKind.COUNTRY, "CN", True),
        (MuteKind.COUNTRY, "IN", False),
        (MuteKind.INSTRUMENT, "section 232", True),
        (MuteKind.INSTRUMENT, "Section 301", False),
        (MuteKind.SOURCE, "the gazette", True),
        (MuteKind.SOURCE, "gazette", True),
        (MuteKind.SOURCE, "Reuters", False),
        (MuteKind.KEYWORD, "Duty falls", True),
        (MuteKind.KEYWORD, "falls duty", False),
        (MuteKind.KEYWORD, "fall", False),
        (MuteKind.KEYWORD, "?!", False),
    ],
)
def test_what_a_channel_muted_is_kept_and_not_told_there(
    kind: MuteKind, what: str, is_muted: bool
) -> None:
    mutes = {ROOM.place: [Mute(ROOM, kind, what)]}
    wishes = Wishes([WISH, Subscription(HALL, "metals")], mutes=mutes)
    here, there = route(alert(), [METALS], wishes, NOW, SUBJECT)
    assert (here.muted is not None) == is_muted
    assert there.muted is None


MINUTES = st.integers(0, 24 * 60 - 1)
DAYS = st.lists(st.integers(0, 6), unique=True).map(tuple)
SETTINGS = st.builds(
    ChannelSettings,
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "no/zone"]),
    quiet=st.none()
    | st.builds(Quiet, MINUTES, MINUTES, DAYS, st.none() | st.sampled_from(Severity)),
    digest=st.none() | st.builds(DigestTime, MINUTES, DAYS, st.booleans()),
    cap=st.none() | st.integers(0, 3),
)
WISHES = st.builds(
    Subscription,
    channel=st.sampled_from([ROOM, HALL]),
    watch=st.sampled_from(["metals", "rare-earths"]),
    mode=st.sampled_from(Mode),
)
YEAR = datetime(2025, 1, 1, tzinfo=UTC)
TIMES = st.integers(0, 2 * 365 * 1440).map(lambda minutes: YEAR + timedelta(minutes=minutes))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(WISHES, max_size=5),
    SETTINGS,
    st.integers(0, 4),
    st.sampled_from(Severity),
    TIMES,
)
def test_every_channel_that_wants_it_is_told_once_at_its_time(
    some: list[Subscription], asked: ChannelSettings, told: int, severity: Severity, at: datetime
) -> None:
    wishes = Wishes(some, {ROOM.place: asked}, told={ROOM.place: told})
    found = route(alert(severity), [METALS], wishes, at)
    wanted = {one.channel for one in some if one.watch == "metals"}
    assert {one.channel for one in found} == wanted
    assert len(found) == len(wanted)
    for one in found:
        assert (one.due_at == at) == (one.held is None)
        assert at <= one.due_at <= at + timedelta(days=16)
        assert one.again_at is None or one.again_at > at


def test_the_same_alert_to_the_same_channel_is_the_same_delivery() -> None:
    assert delivery_id(alert(), ROOM) == delivery_id(alert(Severity.LOW), ROOM)
    assert len({delivery_id(a, c) for a in (alert(), alert(revision=2)) for c in (ROOM, HALL)}) == 4


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_delivery_id_fits_every_platform(platform: str, channel: str) -> None:
    key = delivery_id(alert(), Channel(platform, channel))
    assert len(key) == 26
    assert key.isalnum()
