"""The settings: everything that an operator can set, with its default; read by `load.py`."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bot.model.watch import Channel
from bot.platforms.discord.settings import DiscordSettings
from bot.platforms.slack.settings import SlackSettings
from bot.sources.settings import SourceSettings


@dataclass(frozen=True, slots=True)
class LogSettings:
    level: Literal["debug", "info", "warning", "error"] = "info"
    form: Literal["auto", "text", "json"] = "auto"  # auto: text on a terminal, JSON otherwise


@dataclass(frozen=True, slots=True)
class StoreSettings:
    url: str = "sqlite+aiosqlite:///data/tollbell.db"
    keep_text_days: int = 400  # raw text of items; 0 keeps it for ever
    keep_events_days: int = 0  # events and stories; 0 keeps them for ever


@dataclass(frozen=True, slots=True)
class StorySettings:
    press_wait: float = 180.0  # seconds that a story known only from the press waits for sources
    storm_limit: int = 20  # new alerts of one poll beyond which they are told as one; 0: no limit


@dataclass(frozen=True, slots=True)
class ConsoleSettings:
    watches: tuple[str, ...] = ("all-measures",)  # what the terminal subscribes to, by slug


@dataclass(frozen=True, slots=True)
class OpsSettings:
    """Where whoever runs the bot is told of trouble."""

    channel: str = ""  # PLATFORM:ID, such as discord:123456789; empty: in the log

    def __post_init__(self) -> None:
        """Raise ValueError with a sentence that says what to set."""
        if self.channel and self.room is None:
            raise ValueError("name a channel as PLATFORM:ID, such as discord:123456789")

    @property
    def room(self) -> Channel | None:
        """The channel, where there is one."""
        platform, _, name = self.channel.partition(":")
        return Channel(platform, name) if platform and name else None


@dataclass(frozen=True, slots=True)
class PathSettings:
    """Where the bot's own files are; empty: beside the program (`home`)."""

    vocabulary: str = ""
    feeds: str = ""
    watches: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an operator can set, checked."""

    home: Path
    log: LogSettings = LogSettings()
    store: StoreSettings = StoreSettings()
    sources: SourceSettings = SourceSettings()
    stories: StorySettings = StorySettings()
    console: ConsoleSettings = ConsoleSettings()
    discord: DiscordSettings = field(default_factory=DiscordSettings)
    slack: SlackSettings = field(default_factory=SlackSettings)
    ops: OpsSettings = OpsSettings()
    paths: PathSettings = PathSettings()

    @property
    def vocabulary_folder(self) -> Path:
        """The folder of `*.toml` vocabularies."""
        return Path(self.paths.vocabulary or self.home / "config" / "vocabulary")

    @property
    def feeds_file(self) -> Path:
        """The starter feeds, taken into the database once."""
        return Path(self.paths.feeds or self.home / "seeds" / "feeds.toml")

    @property
    def watches_file(self) -> Path:
        """The preset watches, taken into the database once."""
        return Path(self.paths.watches or self.home / "seeds" / "watches.toml")
