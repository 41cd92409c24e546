"""The goods that an item's measures are about: the most specific keys that the text names."""

import re

from bot.events.view import View
from bot.text.spotting import Mention

# Words that only point back to a more specific product named before.
_GENERAL = {
    "semiconductors": ("ai_chips", "memory_chips", "chipmaking_equipment", "eda_software"),
    "vehicles": ("electric_vehicles",),
    "crude_oil": ("palm_oil",),
}
_POINTING = frozenset(
    {"vehicle", "vehicles", "chip", "chips", "semiconductor", "car", "cars", "oil", "crude"}
)
_SUCH_AS = re.compile(r"\s?(?:,? such as|,? like|,? for example)\b")
_ALL = re.compile(r"\ball (?:u\.s\.|[a-z]{2,12}) (?:goods|imports|products)\b|\ball trade with\b")
_PEOPLE = re.compile(
    r"(?:-| )(?:industry|sector|makers?|stocks?|shares|prices?|futures|producers|growers"
    r"|farmers|companies|shipments price|inflation|projects?|mine|mines|miners?|market"
    r"|regulator|tariff policies)\b"
)


def goods(view: View) -> list[tuple[int, str]]:
    """Where each product is named, and its key."""
    named = [one for one in view.mentions if one.kind == "products" and _meant(view, one)]
    keys = {one.key for one in named}
    found = [(one.start, one.key) for one in named if not _pointing(view, one, keys)]
    if "all " not in view.lower:
        return found
    everything = next((one for one in _ALL.finditer(view.lower) if _whose(view, one)), None)
    return [*found, (everything.start(), "all_goods")] if everything else found


_SECTOR = re.compile(r" (?:industry|sector)\b")


def sectors(view: View) -> list[tuple[int, str]]:
    """Where a whole sector is named that a measure may fall on: `the shipbuilding sector`.

    It is told with the measure; the item's products are goods.
    """
    named = [one for one in view.mentions if one.kind == "products"]
    return [(one.start, one.key) for one in named if _SECTOR.match(view.lower, one.end)]


def _whose(view: View, found: re.Match[str]) -> bool:
    """Whether `all X goods` are those of a country."""
    return found[0].endswith("with") or bool(
        view.between(found.start(), found.end(), "jurisdictions")
    )


def _meant(view: View, one: Mention) -> bool:
    after = view.lower[one.end : one.end + 24]
    if _SUCH_AS.match(after) and view.lens.parents.get(one.key) is None:
        return False
    return _PEOPLE.match(after) is None and not _sending(view, one)


def _sending(view: View, one: Mention) -> bool:
    """`Chile ships`: the verb, straight after a country."""
    near = view.between(max(0, one.start - 30), one.start, "jurisdictions")
    verb = view.lower[one.start : one.end] == "ships"
    return verb and any(
        other.end == one.start - 1 and other.group in ("spellings", "seats") for other in near
    )


def _pointing(view: View, one: Mention, keys: set[str]) -> bool:
    finer = _GENERAL.get(one.key, ())
    return any(key in keys for key in finer) and view.lower[one.start : one.end] in _POINTING
