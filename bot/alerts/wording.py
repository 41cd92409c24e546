"""A story as a message that any platform can show. Pure: facts in, words out.

The order is what a reader needs first: what moved, how sure, when it bites, who and what, the law,
the words it was read from, who says so, why it is shown.
"""

from collections.abc import Iterable, Sequence

from bot.alerts.backing import certainty, tone, unbacked, voucher
from bot.alerts.fields import fields
from bot.alerts.follow_up import follow_up
from bot.alerts.labels import Labels
from bot.alerts.severity import severity
from bot.alerts.sources import ranked, source_of, web_address
from bot.alerts.standing import still_stands
from bot.alerts.title import headline, shortened
from bot.alerts.values import dated
from bot.alerts.verbs import is_relief_extended, named, standing, status_word
from bot.model.alert import Certainty, Reason
from bot.model.event import Amount, AmountKind, DateRole, Day, Direction, MeasureType, Rate
from bot.model.message import Message, Quote, Text
from bot.model.story import Source, Stated, Story, slot_of, value_of
from bot.model.watch import Match, Why

__all__ = ["Labels", "badge", "follow_up", "headline", "wording"]

_QUOTES, _UNBACKED = 5, 3
_DISCLAIMER = "information, not legal advice"
_KINDS = {
    MeasureType.IMPORT_TARIFF: "TARIFF",
    MeasureType.IMPORT_BAN: "IMPORT BAN",
    MeasureType.IMPORT_QUOTA: "QUOTA",
    MeasureType.IMPORT_LICENSING: "IMPORT LICENSING",
    MeasureType.ANTI_DUMPING: "ANTI-DUMPING",
    MeasureType.COUNTERVAILING_DUTY: "COUNTERVAILING DUTY",
    MeasureType.SAFEGUARD: "SAFEGUARD",
    MeasureType.EXPORT_CONTROL: "EXPORT CONTROL",
    MeasureType.EXPORT_BAN: "EXPORT BAN",
    MeasureType.EXPORT_QUOTA: "EXPORT QUOTA",
    MeasureType.EXPORT_TAX: "EXPORT TAX",
    MeasureType.ENTITY_LISTING: "ENTITY LISTING",
    MeasureType.SANCTIONS: "SANCTIONS",
    MeasureType.PORT_FEE: "PORT FEE",
    MeasureType.TRADE_AGREEMENT: "TRADE DEAL",
}
_DIRECTIONS = {
    Direction.RESTRICTIVE: "Restrictive",
    Direction.LIBERALISING: "Liberalising",
    Direction.MIXED: "Restrictive and liberalising",
    Direction.NEUTRAL: "No barrier moves yet",
}


def wording(
    story: Story, reason: Reason | None, matches: Sequence[Match], labels: Labels
) -> Message:
    """The whole story as it now stands, for a channel that has not seen it or shows it.

    `reason` is None for a quiet edit of a message that is there already.
    """
    best = ranked(story.sources)[0]
    return Message(
        title=headline(story, labels),
        badge=badge(story),
        tone=tone(story),
        url=web_address(best.url),
        body=_body(story, reason),
        fields=fields(story, labels),
        quotes=_quotes(story),
        footer=_footer(story, matches),
        at=story.last_at,
    )


def badge(story: Story) -> str:
    """Kind, status, severity: `TARIFF · IN FORCE · HIGH`; `REPORTED` where it is hedged."""
    lead = story.lead
    kind = named(lead) if lead.type is MeasureType.OTHER else _KINDS[lead.type]
    stands = standing(lead.status, lead.action, lead.type)
    words = [kind, f"relief {stands}" if is_relief_extended(lead) else stands, severity(story)]
    if lead.hedged:
        words.insert(2, "reported")
    return " · ".join(words).upper()


def _body(story: Story, reason: Reason | None) -> Text:
    """Direction, certainty, what still stands and how the measure came here, in a line."""
    parts = [f"{_DIRECTIONS[story.direction]}.", _certainty(story)]
    if story.conflicts:
        parts.append("Sources disagree on a figure.")
    if stands := still_stands(story):
        parts.append(stands)
    elif reason is not None and reason is not Reason.NEW and len(story.history) > 1:
        parts.append(f"Before: {_path(story)}.")
    if not story.lead.products:
        # the words of the source say what goods
        parts.append(f"“{shortened(story.sources[0].title)}”")
    return (" ".join(parts),)


def _certainty(story: Story) -> str:
    """Who backs what the card says now, and what of it no official text states."""
    official = voucher(story)
    only = f" {official} confirmed only what stood before." if official else ""
    match certainty(story):
        case Certainty.CONFIRMED:
            beyond = ", ".join(dated(one.figure) for one in unbacked(story)[:_UNBACKED])
            return f"Confirmed by {official}." + f" Not in its text: {beyond}." * bool(beyond)
        case Certainty.REPORTED:
            return f"Reported by several sources, no official text yet.{only}"
        case Certainty.UNCONFIRMED:
            return f"Unconfirmed: no official text, and one source or unnamed ones.{only}"


def _path(story: Story) -> str:
    """The statuses that the measure went through, without the present one."""
    kind = story.lead.type
    words = [standing(step.status, step.action, kind) for step in story.history[:-1]]
    return " → ".join(dict.fromkeys(words)) or status_word(story.lead.status)


def _quotes(story: Story) -> tuple[Quote, ...]:
    """The sentences that what is shown was read from, each once; else the lead's own words."""
    found: list[Quote] = []
    for stated in sorted(_shown(story), key=_weight):
        source = source_of(story, stated)
        words = stated.figure.evidence.quote
        if source and stated.sentence and not any(words in quote.text for quote in found):
            found.append(_quote(stated.sentence, source))
    if not found:
        first = story.sources[0]
        words = " ".join(story.lead.evidence.quote.split())[:200]
        return (_quote(words, first),) if words and len(story.sources) == 1 else ()
    return tuple(found[:_QUOTES])


def _shown(story: Story) -> Iterable[Stated]:
    """The figures whose words a reader wants: key ones, and what else bears on a measure told.

    How long something lasts is quoted even where it is not clear of what, and claimed of nothing.
    """
    beside = {
        (slot_of(figure), value_of(figure))
        for measure in story.measures[1:]
        for figure in measure.figures
        if isinstance(figure, Rate)
    }
    for stated in story.figures:
        announced = isinstance(stated.figure, Day) and stated.figure.role is DateRole.ANNOUNCED
        if stated.key or announced or stated.value in beside or stated.slot == "duration":
            yield stated


def _weight(stated: Stated) -> tuple[bool, int]:
    """Key figures first, and rates before dates before counts."""
    match stated.figure:
        case Rate():
            rank = 0
        case Amount(kind=AmountKind.COUNT):
            rank = 3
        case Day():
            rank = 2
        case _:
            rank = 1
    return (not stated.key, rank)


def _quote(words: str, source: Source) -> Quote:
    return Quote(words, source.name, web_address(source.url))


def _hit(why: Why) -> str:
    """The clause that took it, under the name that its user gave it."""
    return f"{why.label} ({why.fact})" if why.label else why.fact


def _footer(story: Story, matches: Sequence[Match]) -> str:
    """Why it is shown, its name and version, and what it is not."""
    parts = []
    if matches:
        rules = ", ".join(dict.fromkeys(match.watch for match in matches))
        facts = ", ".join(dict.fromkeys(_hit(why) for match in matches for why in match.why))
        parts = [f"rule {rules}", f"matched {facts}" if facts else ""]
    parts += [f"#{story.id} v{story.revision}", _DISCLAIMER]
    return " · ".join(part for part in parts if part)
