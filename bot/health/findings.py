"""Feeds to what is worth telling their owner: long trouble, silence, moves and ends. Pure.

One failure is no trouble: publishers answer 404 and 500 for hours and come back (requirement S8).
Where a host or the whole network is away that is one trouble and not one for each feed (S10).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.model.feed import Feed, FeedState, Tier
from bot.sources.standing import Standing, cadence, duration, standing
from bot.sources.state import number, text
from bot.text.urls import host

# S8: after so long the owner is told. Of what a government publishes nobody else may tell in time.
PATIENCE = timedelta(days=14)
PATIENCE_OFFICIAL = timedelta(days=2)
FAILURES = 3  # in a row, at least: a clock that jumped is no reason
OUTAGE = 5  # feeds of one host that fail, and half of all it has, are an outage of the host (S10)
OUTAGE_PATIENCE = timedelta(days=1)
OFFLINE = timedelta(hours=1)  # without an answer of anybody
WITNESSES = 3  # feeds, on two hosts or more, that must have failed since somebody answered

Standings = Sequence[tuple[Feed, FeedState]]


@dataclass(frozen=True, slots=True)
class Findings:
    """What is worth telling, a sentence by subject, and what is known of the rest."""

    found: dict[str, str] = field(default_factory=dict)
    well: dict[str, str] = field(default_factory=dict)  # a sentence where it was not, before
    still: set[str] = field(default_factory=set)  # not well, and not worth telling by itself
    offline: bool = False  # nothing can be said of any one feed or host


def findings(standings: Standings, now: datetime) -> Findings:
    """What there is to tell of these feeds."""
    asked = [(feed, state) for feed, state in standings if feed.enabled]
    lost = _offline(asked, now)
    if lost is not None:
        return Findings({"network": lost}, offline=True)
    found = Findings(well={"network": "Feeds can be reached again."})
    outages = _hosts(found, asked, now)
    for feed, state in standings:
        _feed(found, feed, state, now, host(feed.url) in outages)
        if old := text(state, "moved_from"):
            sentence = f"{_named(feed)} has moved from {old} to {feed.url}; it is asked there now."
            found.found[f"moved:{feed.slug}:{feed.url}"] = sentence
    return found


def _feed(found: Findings, feed: Feed, state: FeedState, now: datetime, outage: bool) -> None:
    """Note how one feed does."""
    stands, subject = standing(feed, state, now), f"feed:{feed.slug}"
    if stands in (Standing.GOOD, Standing.NEW):
        found.well[subject] = f"{_named(feed)} is read again."
    elif feed.enabled:
        found.still.add(subject)
    if not (outage and stands is Standing.FAILING):
        found.found.update(_of_feed(feed, state, stands, now))


def _of_feed(feed: Feed, state: FeedState, stands: Standing, now: datetime) -> dict[str, str]:
    """What there is to tell of a feed that is not well, if it has been so for long enough."""
    named = _named(feed)
    if stands is Standing.ENDED:
        why = text(state, "ended")
        return {f"ended:{feed.slug}": f"{named} is asked no more: {why}."}
    if stands is Standing.STALE and state.last_new_at is not None:
        silent = duration((now - state.last_new_at).total_seconds())
        usual = f"; usually: {cadence(state)}" if cadence(state) else ""
        return {
            f"feed:{feed.slug}": f"{named} answers, but has had nothing new for {silent}{usual}."
        }
    since = number(state, "since")
    patience = PATIENCE_OFFICIAL if feed.tier is Tier.OFFICIAL else PATIENCE
    if stands is not Standing.FAILING or since is None or state.failures < FAILURES:
        return {}
    failing = now.timestamp() - since
    if failing < patience.total_seconds():
        return {}
    return {f"feed:{feed.slug}": f"{named} has failed for {duration(failing)}: {state.error}."}


def _hosts(found: Findings, asked: Standings, now: datetime) -> set[str]:
    """Note how the hosts do; the names of those of which many feeds fail together."""
    of_host: defaultdict[str, list[FeedState]] = defaultdict(list)
    for feed, state in asked:
        of_host[host(feed.url)].append(state)
    outages = set()
    for name, states in of_host.items():
        failing = [state for state in states if state.error is not None]
        if not failing:
            found.well[f"host:{name}"] = f"The feeds of {name} are read again."
            continue
        found.still.add(f"host:{name}")
        if len(failing) >= OUTAGE and len(failing) * 2 >= len(states):
            outages.add(name)
            lasted = now.timestamp() - min(number(it, "since") or now.timestamp() for it in failing)
            if lasted >= OUTAGE_PATIENCE.total_seconds():
                found.found[f"host:{name}"] = _outage(name, failing, len(states), lasted)
    return outages


def _outage(name: str, failing: Sequence[FeedState], many: int, lasted: float) -> str:
    error = Counter(state.error for state in failing).most_common(1)[0][0]
    return f"{len(failing)} of {many} feeds of {name} have failed for {duration(lasted)}: {error}."


def _offline(asked: Standings, now: datetime) -> str | None:
    """A sentence where nobody at all has answered for a while, though many were asked."""
    answers = [state.last_ok_at for _, state in asked if state.last_ok_at is not None]
    last = max(answers, default=None)
    if last is None or now - last < OFFLINE:
        return None
    failed = [
        feed
        for feed, state in asked
        if state.error is not None and state.last_poll_at is not None and state.last_poll_at > last
    ]
    if len(failed) < WITNESSES or len({host(feed.url) for feed in failed}) < 2:
        return None
    return (
        f"No feed has answered for {duration((now - last).total_seconds())}, "
        f"and {len(failed)} were asked: look at the bot's own network."
    )


def _named(feed: Feed) -> str:
    return f"{feed.title} ({feed.slug})"
