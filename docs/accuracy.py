"""docs/accuracy.md: what reading is worth on the labelled sets (`python docs/accuracy.py`).

It writes the part between the marks and leaves the rest as it is.
"""

from datetime import UTC, datetime
from pathlib import Path

from bot.cli.contract import event_json
from bot.config.vocabulary import load
from bot.events.lens import Lens
from bot.events.read import VERSION, read
from bot.model.feed import Tier
from bot.model.item import Item
from tests.score_reading import Labels, Scores, labelled, score

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "accuracy.md"
FIRST, LAST = "<!-- reading: made by docs/accuracy.py -->", "<!-- end of reading -->"
SETS = ("dev", "own", "zh", "fresh", "fresh2", "fresh3", "fresh4", "fresh5", "fresh6")
LENS = Lens.of(load(ROOT / "config" / "vocabulary"))


def answer(item: Labels) -> Labels:
    """The event of a labelled item, as `tollbell read` writes it."""
    day = datetime.fromisoformat(item["published"]).replace(tzinfo=UTC)
    one = Item(
        "labelled", item["id"], item["title"], item["text"], item.get("source", "labelled"),
        tier=Tier(item.get("tier", "press")), published=day,
    )  # fmt: skip
    return event_json(item["id"], read(one, LENS))


def scored(name: str) -> Scores:
    """The scores of one set."""
    pairs = labelled(ROOT / "tests" / "data" / "reading" / f"{name}.jsonl")
    return score((gold, answer(item)) for item, gold in pairs)


def table(sets: dict[str, Scores]) -> str:
    """F1 or accuracy by set; for tariff rates precision and recall, too."""
    rows = {name: {row[0]: row[1:] for row in one.rows()} for name, one in sets.items()}
    head = "| | " + " | ".join(rows) + " |\n|---|" + "---:|" * len(rows)
    count = ["items, relevant", *(f"{one.items}, {one.relevant}" for one in sets.values())]
    lines = ["| " + " | ".join(count) + " |"]
    for part in next(iter(rows.values())):
        cells = [shown(*rows[name][part], whole=part == "tariff rate") for name in rows]
        lines.append(f"| {part} | " + " | ".join(cells) + " |")
    return "\n".join([head, *lines])


def shown(precision: float | None, recall: float | None, value: float | None, whole: bool) -> str:
    """One cell of the table."""
    if value is None:
        return "-"
    if whole and precision is not None and recall is not None:
        return f"{value:.3f} (P {precision:.3f}, R {recall:.3f})"
    return f"{value:.3f}"


def main() -> None:
    """Write the part of the page that is made."""
    made = table({name: scored(name) for name in SETS})
    part = f"{FIRST}\nReader version {VERSION}.\n\n{made}\n{LAST}"
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(FIRST)
    PAGE.write_text(before + part + rest.partition(LAST)[2], encoding="utf-8")
    print(part)


if __name__ == "__main__":
    main()
