"""Buttons and forms as Discord's components, with every limit held. Pure.

https://discord.com/developers/docs/components/reference
"""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.model.command import Form, Option
from bot.model.message import Action, Look
from bot.platforms.buttons import token, written
from bot.platforms.discord.markdown import cut
from bot.platforms.fitting import length
from bot.platforms.plain import address, kept, line

ACTION_ROW, BUTTON, TEXT_INPUT = 1, 2, 4  # types of components

IN_A_ROW = 5
ROWS = 5
LABEL = 80
CUSTOM_ID = 100
BUTTON_URL = 512
STYLES = {Look.PLAIN: 2, Look.GOOD: 3, Look.DANGER: 4}
LINK = 5

# https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal
FORM_TITLE = 45
INPUTS = 5
INPUT_LABEL = 45
INPUT_VALUE = 4000
PLACEHOLDER = 100
SHORT, PARAGRAPH = 1, 2

Json = dict[str, Any]


def rows(actions: Iterable[Action]) -> list[Json]:
    """The buttons in rows of five, each once; one that Discord could not take is left out."""
    known: dict[str, Json] = {}
    for action in actions:
        made = _button(action)
        if made is not None:
            known.setdefault(made.get("custom_id") or made["url"], made)
    buttons = list(known.values())[: IN_A_ROW * ROWS]
    return [
        {"type": ACTION_ROW, "components": buttons[start : start + IN_A_ROW]}
        for start in range(0, len(buttons), IN_A_ROW)
    ]


def _button(action: Action) -> Json | None:
    made: Json = {"type": BUTTON, "label": cut(line(action.label), LABEL) or "…"}
    if action.url is not None:
        url = address(action.url)
        return {**made, "style": LINK, "url": url} if url and len(url) <= BUTTON_URL else None
    called = token(action)
    if length(called) > CUSTOM_ID or called != kept(called):
        return None
    return {**made, "style": STYLES[action.look], "custom_id": called}


def marked(actions: Iterable[Action], key: str) -> tuple[Action, ...]:
    """The buttons by which a message is found again: their text ends in its key."""
    return tuple(it for it in actions if it.url is None and token(it).endswith(f":{key}"))


def custom_ids(components: object) -> list[str]:
    """The texts that the buttons of a message carry, however the rows are nested."""
    if not isinstance(components, list):
        return []
    found: list[str] = []
    for each in components:
        if isinstance(each, dict):
            own = each.get("custom_id")
            found += [own] if isinstance(own, str) else []
            found += custom_ids(each.get("components"))
    return found


def modal(form: Form) -> Json | None:
    """The data of a modal; None where its call is too long to come back."""
    called = written(form.command, form.values)
    if length(called) > CUSTOM_ID or not form.fields:
        return None
    return {
        "custom_id": called,
        "title": cut(line(form.title), FORM_TITLE) or "…",
        "components": [_input(form, field) for field in form.fields[:INPUTS]],
    }


def _input(form: Form, field: Option) -> Json:
    """One field in a row of its own."""
    most = min(field.high or INPUT_VALUE, INPUT_VALUE)
    made: Json = {
        "type": TEXT_INPUT,
        "custom_id": field.name,
        "style": PARAGRAPH if field.name in form.long else SHORT,
        "label": _label(field),
        "required": field.required,
        "max_length": most,
    }
    if (hint := cut(line(field.summary), PLACEHOLDER)) != made["label"]:
        made["placeholder"] = hint
    if field.low:
        made["min_length"] = min(field.low, most)
    if filled := cut(kept(form.filled.get(field.name, "")), most):
        made["value"] = filled
    return {"type": ACTION_ROW, "components": [made]}


def _label(field: Option) -> str:
    summary = line(field.summary)
    if 0 < length(summary) <= INPUT_LABEL:
        return summary
    return cut(field.name.replace("_", " ").capitalize(), INPUT_LABEL)


def inputs(components: object) -> dict[str, str]:
    """What was filled into a form, by field: rows and labels alike."""
    found: dict[str, str] = {}
    for each in components if isinstance(components, list) else ():
        if not isinstance(each, dict):
            continue
        if isinstance(each.get("custom_id"), str) and isinstance(each.get("value"), str):
            found[each["custom_id"]] = each["value"]
        below = each.get("components") or [each.get("component")]
        found |= inputs(below) if isinstance(below, Sequence) else {}
    return found
