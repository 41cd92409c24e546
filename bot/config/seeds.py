"""Seed files to feeds and watches: `seeds/feeds.toml` and `seeds/watches.toml`, fully checked.

A file is a list of `[[feed]]` or `[[watch]]` tables whose keys are the fields of the model.
Every fault of a file is named at once, with its line.
"""

import pkgutil
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

import bot.sources.kinds
from bot.config.lines import line_of
from bot.model.errors import Fault, MendFile, TellUser
from bot.model.feed import Feed
from bot.model.watch import Watch
from bot.watches.known import Known
from bot.watches.match import question
from bot.watches.parse import parse

S = TypeVar("S", Feed, Watch)
Problem = tuple[str, str]  # the key that is wrong, and a sentence that says how

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_JURISDICTION = re.compile(r"[A-Z]{2}")
MAX_SLUG = 64
MAX_URL = 2_048  # longer ones are refused when they are fetched (requirement F6)


def load_feeds(path: Path) -> tuple[Feed, ...]:
    """The feeds of a file, in its order; raises MendFile with every fault."""
    return _Seeds(path, "feed", Feed, frozenset(), _of_feed).load()


def load_watches(path: Path, known: Known | None = None) -> tuple[Watch, ...]:
    """The watches of a file, in its order; raises MendFile with every fault.

    The names that a rule holds are looked up where `known` is given; else only its form counts.
    """
    hidden = frozenset({"version"})  # an export holds all else, and is loaded as it was
    return _Seeds(path, "watch", Watch, hidden, lambda it: _of_watch(it, known)).load()


@dataclass(frozen=True, slots=True)
class _Seeds(Generic[S]):
    """One file of seeds of one kind, and how they are checked."""

    path: Path
    name: str  # of the tables
    kind: type[S]
    hidden: frozenset[str]  # fields of the model that a file does not set
    check: Callable[[S], Iterator[Problem]]

    def load(self) -> tuple[S, ...]:
        text = self._text()
        tables = self._tables(text)
        faults: list[Fault] = []
        seeds: list[S] = []
        for number, table in enumerate(tables):
            faults += self._unknown(text, number, table)
            seeds += self._seed(text, number, table, faults)
        faults += self._twice(text, tables)
        if faults:
            raise MendFile(*sorted(faults, key=lambda fault: fault.line or 0))
        return tuple(seeds)

    def _fault(self, line: int | None, sentence: str) -> Fault:
        return Fault(str(self.path), line, sentence)

    def _text(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise MendFile(self._fault(None, "this file is missing; put it back")) from None
        except (OSError, UnicodeDecodeError) as error:
            raise MendFile(self._fault(None, f"this file cannot be read: {error}")) from None

    def _tables(self, text: str) -> list[Mapping[str, Any]]:
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise MendFile(self._fault(_line_in(str(error)), f"not TOML: {error}")) from None
        tables = data.pop(self.name, [])
        if not (isinstance(tables, list) and all(isinstance(it, dict) for it in tables)):
            line = line_of(text, (), self.name) or line_of(text, (self.name,))
            raise MendFile(self._fault(line, f"write each {self.name} under [[{self.name}]]"))
        if data:
            raise MendFile(*(self._stray(text, name) for name in data))
        return tables

    def _stray(self, text: str, name: str) -> Fault:
        line = line_of(text, (), name) or line_of(text, (name,)) or line_of(text, (name, 0))
        return self._fault(line, f"there is nothing called {name} here, only [[{self.name}]]")

    def _unknown(self, text: str, number: int, table: Mapping[str, Any]) -> Iterator[Fault]:
        known = [field.name for field in fields(self.kind) if field.name not in self.hidden]
        for key in table:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
                line = line_of(text, (self.name, number), key)
                yield self._fault(line, f"a {self.name} has no {key}; {hint}")

    def _seed(
        self, text: str, number: int, table: Mapping[str, Any], faults: list[Fault]
    ) -> Iterator[S]:
        """The seed of one table, where it is one; its faults are added."""
        try:
            seed = TypeAdapter(self.kind).validate_python(table)
        except ValidationError as error:
            problems: Iterable[Problem] = map(_problem, error.errors(include_url=False))
        else:
            yield seed
            problems = self.check(seed)
        for key, sentence in problems:
            faults.append(self._fault(line_of(text, (self.name, number), key), sentence))

    def _twice(self, text: str, tables: list[Mapping[str, Any]]) -> Iterator[Fault]:
        first: dict[str, int | None] = {}
        for number, table in enumerate(tables):
            slug, line = str(table.get("slug")), line_of(text, (self.name, number), "slug")
            if "slug" in table and slug in first:
                yield self._fault(line, f"slug {slug} is taken, on line {first[slug]}")
            first.setdefault(slug, line)


def _problem(error: Any) -> Problem:
    """Pydantic's finding as ours; its sentences begin with "Input should be"."""
    key = str(error["loc"][0])
    if error["type"] == "missing":
        return key, f"{key} is missing"
    return key, f"{key}: {error['msg'][:1].lower()}{error['msg'][1:]}"


def _line_in(message: str) -> int | None:
    """The line that tomllib names in its message, "... (at line 3, column 9)"."""
    found = re.search(r"at line (\d+)", message)
    return int(found.group(1)) if found else None


def _of_slug(slug: str) -> Iterator[Problem]:
    if not _SLUG.fullmatch(slug) or len(slug) > MAX_SLUG:
        yield "slug", f"slug {slug} has to be words of a-z and 0-9 with single hyphens between them"


def _of_feed(feed: Feed) -> Iterator[Problem]:
    yield from _of_slug(feed.slug)
    if sentence := _of_url(feed.url):
        yield "url", sentence
    if not feed.title.strip():
        yield "title", "title is empty"
    kinds = sorted(found.name for found in pkgutil.iter_modules(bot.sources.kinds.__path__))
    if feed.kind not in kinds:
        yield "kind", f"there is no kind {feed.kind}; there are {', '.join(kinds)}"
    if feed.jurisdiction is not None and not _JURISDICTION.fullmatch(feed.jurisdiction):
        yield "jurisdiction", "jurisdiction has to be two capitals: ISO 3166-1 alpha-2, or EU"
    if feed.language is not None and not _LANGUAGE.fullmatch(feed.language):
        yield "language", "language has to be a tag such as en or en-GB (BCP 47)"
    if feed.min_interval is not None and feed.min_interval < 1:
        yield "min_interval", "min_interval has to be a number of seconds above 0"


def _of_url(url: str) -> str | None:
    """What is wrong with the address of a feed."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        return f"url is not an address: {error}"
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        return "url has to be a whole address that begins with https:// or http://"
    if parts.username is not None or parts.password is not None:
        return "url must not hold a user name or password"
    if len(url) > MAX_URL or not url.isprintable() or " " in url:
        return f"url has to be at most {MAX_URL} characters without spaces"
    return None


def _of_watch(watch: Watch, known: Known | None) -> Iterator[Problem]:
    yield from _of_slug(watch.slug)
    for key in ("name", "summary"):
        if not getattr(watch, key).strip():
            yield key, f"{key} is empty"
    try:
        parse(watch.rule) if known is None else question(watch.rule, known)
    except TellUser as error:
        yield "rule", f"the rule cannot be read. {error}"
