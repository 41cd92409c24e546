"""`tollbell match`: items in, the watches that take each out, with the reasons (docs/rules.md)."""

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from bot.app import now, read_lens
from bot.cli import Door
from bot.cli.jsonl import Lines, answer
from bot.config.vocabulary import load as load_vocabulary
from bot.events.read import read
from bot.model.errors import Fault, MendFile, TellUser
from bot.model.item import Item
from bot.model.story import Story
from bot.model.watch import Match, Watch, Why
from bot.stories.place import place
from bot.watches.known import Known
from bot.watches.match import Matcher, compile_watches
from bot.watches.near_miss import why_not as find_miss
from bot.watches.parse import parsed
from bot.watches.told import Told


@click.command()
@click.option(
    "--watches",
    "file",
    type=click.Path(path_type=Path),
    help="TOML with [[watch]] tables (slug, rule); the presets, unless given.",
)
@click.option("--why-not", "missed", metavar="WATCH", help="Also say why this one took it not.")
@click.pass_obj
def match(door: Door, file: Path | None, missed: str | None) -> None:
    """Read items as JSON lines; write the watches that take each, in the same order.

    Each item is a story of one. An item that tells of no measure has its words only.
    """
    known = Known.of(load_vocabulary(door.settings.vocabulary_folder))
    matcher = _matcher(file or door.settings.watches_file, known)
    about = _named(matcher, missed) if missed else None
    lens = read_lens(door.settings)
    lines = Lines()
    for name, item in lines:
        event = read(item, lens)
        story = place(event, [], item.published or now()).after if event else None
        line: dict[str, Any] = {
            "id": name,
            "matches": [_match(it) for it in matcher.match(story, item)],
        }
        if about is not None:
            line["why_not"] = _why_not(about, story, item, known)
        answer(line)
    lines.end()


def _matcher(file: Path, known: Known) -> Matcher:
    """The watches of a file; raises MendFile. Only `slug` and `rule` are needed here."""
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8")).get("watch", [])
        watches = [
            Watch(
                it["slug"],
                it.get("name", it["slug"]),
                it.get("summary", ""),
                it["rule"],
                labels=tuple((one, label) for one, label in it.get("labels", ())),
            )
            for it in tables
        ]
        return compile_watches(watches, known)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TellUser) as error:
        raise MendFile(Fault(str(file), None, str(error))) from None
    except (KeyError, TypeError, AttributeError, ValueError):
        sentence = "write each watch under [[watch]] with a slug and a rule"
        raise MendFile(Fault(str(file), None, sentence)) from None


def _named(matcher: Matcher, slug: str) -> Watch:
    for watch in matcher.watches:
        if watch.slug == slug:
            return watch
    there = sorted(it.slug for it in matcher.watches)
    near = get_close_matches(slug, there, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(there)}."
    raise TellUser(f"There is no watch {slug}; {hint}")


def _match(found: Match) -> dict[str, Any]:
    return {"watch": found.watch, "why": [_why(it) for it in found.why]}


def _why(why: Why) -> dict[str, Any]:
    label = {"label": why.label} if why.label else {}
    if why.start is None:
        return {"fact": why.fact, "value": why.value, "quote": why.quote, **label}
    return {"term": why.fact, "quote": why.quote, "start": why.start, "end": why.end, **label}


def _why_not(watch: Watch, story: Story | None, item: Item, known: Known) -> dict[str, Any] | None:
    """The first clause of a watch that failed; None where it took the item."""
    miss = find_miss(parsed(watch.rule), Told.of(story, item), known)
    if miss is None:
        return None
    return {
        "watch": watch.slug, "clause": miss.clause, "nearest": miss.nearest,
        "start": miss.start, "end": miss.end,
    }  # fmt: skip


VERB = match
