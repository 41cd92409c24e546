"""Whether a failure is a feed's own or the loss of the whole network (requirement S10).

A failure to reach a host counts only once another host has answered after it. What is known here
is of this process alone: after a restart nothing is, and what fails is in doubt.
"""

from dataclasses import dataclass, field
from datetime import datetime

from yarl import URL


@dataclass(slots=True)
class Network:
    """The hosts that were asked, and when each of them last gave an answer."""

    _answered: dict[str, datetime | None] = field(default_factory=dict)

    def asking(self, url: str) -> None:
        """Note that there is such a host."""
        self._answered.setdefault(_place(url), None)

    def answered(self, url: str, now: datetime) -> None:
        """Note that a host gave an answer, whatever it said."""
        self._answered[_place(url)] = now

    def in_doubt(self, url: str, since: datetime | None) -> bool:
        """Whether that a host cannot be reached may be the network's fault and not its own.

        `since` is when it could not be reached the last time; None: that time it could. A host
        that is the only one has nobody to be compared with, so it is never in doubt.
        """
        here = _place(url)
        others = [when for host, when in self._answered.items() if host != here]
        if not others:
            return False
        return since is None or not any(when is not None and when > since for when in others)


def _place(url: str) -> str:
    """Host and port."""
    try:
        return URL(url).authority
    except ValueError:
        return url
