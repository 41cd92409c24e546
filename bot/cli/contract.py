"""Events as the JSON of the contract (docs/contract/extraction.md)."""

from typing import Any

from bot.model.event import Amount, Day, Event, Evidence, Figure, Measure, Rate

_SETS = ("types", "implementers", "affected", "products", "instruments", "figures")


def event_json(key: str, event: Event | None) -> dict[str, Any]:
    """The line of output for an item."""
    if event is None:
        nothing: dict[str, list[str]] = {name: [] for name in _SETS}
        return {"id": key, "relevant": False, "direction": None, "lead": None, **nothing}
    return {
        "id": key,
        "relevant": True,
        "direction": event.direction.value,
        "lead": measure_json(event.lead),
        "types": [one.value for one in event.types],
        "implementers": list(event.implementing),
        "affected": list(event.affected),
        "products": list(event.products),
        "instruments": list(event.instruments),
        "figures": [figure_json(one) for one in event.figures],
        "measures": [
            measure_json(one)
            | {
                "direction": one.direction.value,
                "products": list(one.products),
                "instruments": list(one.instruments),
                "figures": [figure_json(figure) for figure in one.figures],
                "evidence": _evidence(one.evidence),
            }
            for one in event.measures
        ],
        "derived": [
            {
                "kind": one.kind,
                "value": one.value,
                "rule": one.rule,
                "source": [_evidence(span) for span in one.source],
            }
            for one in event.derived
        ],
        "legal_keys": list(event.legal_keys),
    }


def measure_json(measure: Measure) -> dict[str, Any]:
    """A measure in the six fields of `lead`."""
    return {
        "type": measure.type.value,
        "action": measure.action.value,
        "status": measure.status.value,
        "hedged": measure.hedged,
        "implementer": list(measure.implementing),
        "affected": list(measure.affected),
    }


def figure_json(figure: Figure) -> dict[str, Any]:
    """A figure with its quotation and offsets."""
    said = _evidence(figure.evidence)
    if isinstance(figure, Rate):
        return {
            "kind": "tariff_rate",
            "value": _number(figure.value),
            "previous": _number(figure.previous),
            "upper": _number(figure.upper),
            "unit": figure.unit,
            "qualifier": figure.qualifier.value,
            **said,
        }
    if isinstance(figure, Amount):
        return {
            "kind": figure.kind.value,
            "value": _number(figure.value),
            "unit": figure.unit,
            **said,
        }
    if isinstance(figure, Day):
        return {"kind": "date", "role": figure.role.value, "value": figure.value, **said}
    return {"kind": "duration", "value": figure.value, **said}


def _evidence(span: Evidence) -> dict[str, Any]:
    return {"quote": span.quote, "start": span.start, "end": span.end}


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value
