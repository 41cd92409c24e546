"""Logs: one line for each hand-over, the same keys everywhere (feed, item, story, alert, channel).

A room logs `log.info("polled", extra={"feed": ..., "new": 3})`; what is in `extra` becomes the
keys of the line. A person's form on a terminal, JSON otherwise. Standard error only: standard
output belongs to alerts and answers.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

# What every record has; all else came in `extra` (docs.python.org/3/library/logging.html).
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# APScheduler warns each time that a pulse is still at work: that is what coalescing is for.
QUIET = {"apscheduler": logging.ERROR, "discord": logging.WARNING, "alembic": logging.WARNING}


def setup(level: str, form: str, stream: TextIO | None = None) -> None:
    """Log to standard error in the form asked for: `text`, `json`, or `auto` by the terminal."""
    stream = stream or sys.stderr
    text = form == "text" or (form == "auto" and stream.isatty())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(TextLine() if text else JsonLine())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(least, logging.getLogger().level))


def _keys(record: logging.LogRecord) -> dict[str, object]:
    return {key: value for key, value in vars(record).items() if key not in STANDARD}


def _when(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


class JsonLine(logging.Formatter):
    """One JSON object a line; times in UTC, an exception as one string."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": _when(record).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "room": record.name,
            "event": record.getMessage(),
            **_keys(record),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class TextLine(logging.Formatter):
    """`22:50:01 polled  feed=mofcom new=3`; a line break in a value cannot forge a line."""

    def format(self, record: logging.LogRecord) -> str:
        keys = " ".join(f"{key}={_shown(value)}" for key, value in _keys(record).items())
        mark = "" if record.levelno < logging.WARNING else f"{record.levelname} "
        line = f"{_when(record):%H:%M:%S} {mark}{_one_line(record.getMessage())}  {keys}".rstrip()
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def _shown(value: object) -> str:
    text = f"{value:%Y-%m-%dT%H:%M:%SZ}" if isinstance(value, datetime) else _one_line(str(value))
    return json.dumps(text, ensure_ascii=False) if " " in text or not text else text


def _one_line(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
