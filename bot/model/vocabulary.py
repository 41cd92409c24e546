"""The vocabulary: what the bot knows of words, read from `config/vocabulary/*.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that can be named, and how it is spelled in running text.

    `spellings` fold case unless they hold an upper-case letter where case decides ("US", "May").
    """

    key: str
    label: str
    spellings: tuple[str, ...] = ()
    parent: str | None = None
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # further lists of the term


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every term by the file that holds it: jurisdictions, products, instruments, ..."""

    terms: Mapping[str, Mapping[str, Term]]

    def of(self, name: str) -> Mapping[str, Term]:
        """The terms of one file by key; empty where there is no such file."""
        return self.terms.get(name, {})
