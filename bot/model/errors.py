"""The error tree, sorted by what the caller can do.

TollbellError            its text is one sentence that says what to do
├── MendFile             the operator mends a file; names every fault at once
├── TryLater             the same again after a while; nothing is wrong with what was asked
├── GiveUp               it will never work as it stands; keep the reason and go on
│   └── Undeliverable    a channel cannot be told this
│       ├── Closed       the channel is gone or closed to us
│       └── Gone         the message is no longer there
└── TellUser             the person who asked can put it right
"""

from dataclasses import dataclass


class TollbellError(Exception):
    """Something that a person can understand and act on; `str(error)` is one sentence."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend in a file that a person wrote."""

    file: str
    line: int | None
    sentence: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.sentence}"


class MendFile(TollbellError):
    """Files that a person wrote have faults; all of them are named."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class TryLater(TollbellError):
    """It may work later: after `after` seconds where the other side said so.

    `unsent`: what was asked has certainly not been done, so that nobody has to find out.
    """

    def __init__(self, sentence: str, after: float | None = None, *, unsent: bool = False) -> None:
        super().__init__(sentence)
        self.after, self.unsent = after, unsent


class GiveUp(TollbellError):
    """It will not work as it stands."""


class Undeliverable(GiveUp):
    """A channel cannot be told this: it is gone, closed to us, or refuses the message."""


class Closed(Undeliverable):
    """A channel is gone or closed to us: nothing can be posted there, now or later."""


class Gone(Undeliverable):
    """The message that was to be edited or followed is no longer there."""


class TellUser(TollbellError):
    """What was asked cannot be done; the sentence is for the person who asked."""
