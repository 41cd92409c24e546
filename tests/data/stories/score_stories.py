#!/usr/bin/env python3
"""Score the bot's stories and alerts against a labelled stream (the contract is stories.md).

    score_stories.py GOLD.jsonl PREDICTED.jsonl [--errors]

Both files hold one JSON object a line, in either of two forms:
    {"item": {id, title, text, ...}, "gold": {"story": ..., "alert": ...}}
    {"id": ..., "story": ..., "alert": ...}
Lines are matched by `id`. An item without a prediction counts as story null, alert null.
The names of stories do not matter, only which items share one.

GOLD is first checked against the contract; problems go to stderr, and the exit status is then 1.

What is counted:
  pairwise    over the pairs of items: is a pair that one file puts into one story together in
              the other one too? Items with story null are in no pair.
  B-cubed     over the items, each within its class: its story, or itself alone if its story is
              null. Precision: the share of its predicted class that belongs with it in gold.
              Recall: the share of its gold class that is predicted with it. An item that has
              a story in gold and none in the prediction is a miss: its recall is 0.
  relevance   over the items: story null in both files, or in neither
  alerts      over-alert rate: of the items that gold is silent about, the share alerted
              missed-alert rate: of the items that gold alerts, the share left silent
              reason accuracy: of the items alerted in both, the share with the same reason;
              0 if gold has alerts and none of them was predicted
  overall     the mean of B-cubed F1, 1 - over-alert rate, 1 - missed-alert rate and
              reason accuracy
A score for which there is nothing to count is shown as "-" and left out of the mean.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ALERTS = ("new", "status", "figure", "confirmed", "conflict", "correction")
TIERS = ("official", "wire", "press", "blog")
ITEM_FIELDS = ("id", "title", "text", "published", "url", "guid", "source", "tier")


# ---------------------------------------------------------------- reading


@dataclass
class Answer:
    """What a file says of one item."""

    id: str
    story: str | None = None
    alert: str | None = None
    item: dict[str, object] | None = None  # only where the file gives it

    @property
    def title(self) -> str:
        return str(self.item.get("title", "")) if self.item else ""


def read_answers(path: Path) -> list[Answer]:
    answers = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            answers.append(parse_answer(json.loads(line)))
        except (ValueError, AttributeError, KeyError) as error:
            sys.exit(f"{path}:{number}: not an answer: {error!r}")
    return answers


def parse_answer(parsed: dict[str, Any]) -> Answer:
    item = parsed.get("item")
    labels = parsed.get("gold", parsed)
    return Answer((item or parsed)["id"], labels.get("story"), labels.get("alert"), item)


def match_predictions(gold: list[Answer], predicted: list[Answer]) -> dict[str, Answer]:
    """One prediction for each item of gold, by id."""
    matched = {}
    known_ids = {answer.id for answer in gold}
    for answer in predicted:
        if answer.id not in known_ids:
            warn(f"prediction for an unknown id ignored: {answer.id!r}")
            continue
        if answer.id in matched:
            warn(f"{answer.id}: predicted twice, the last one counts")
        if answer.alert is not None and answer.alert not in ALERTS:
            warn(f"{answer.id}: predicted alert {answer.alert!r} is not in the contract")
        matched[answer.id] = answer
    if missing := known_ids - matched.keys():
        warn(f"{len(missing)} items have no prediction")
    return {answer.id: matched.get(answer.id, Answer(answer.id)) for answer in gold}


def warn(message: str) -> None:
    print(message, file=sys.stderr)


# ---------------------------------------------------------------- checking gold


def check_gold(gold: list[Answer]) -> list[str]:
    """Everything in GOLD that breaks the contract, one line each."""
    problems = []
    seen_ids, seen_stories, last_published = set(), set(), ""
    for answer in gold:
        found = []
        if answer.id in seen_ids:
            found.append("id used twice")
        if answer.alert is not None and answer.alert not in ALERTS:
            found.append(f"unknown alert {answer.alert!r}")
        if answer.story is None:
            if answer.alert is not None:
                found.append("no story, but an alert")
        elif (answer.alert == "new") != (answer.story not in seen_stories):
            found.append("`new` must be the alert of a story's first item, and of no other")
        if answer.item is not None:
            found += [
                f"item has no {name}"
                for name in ITEM_FIELDS
                if not isinstance(answer.item.get(name), str)
            ]
            if answer.item.get("tier") not in TIERS:
                found.append(f"unknown tier {answer.item.get('tier')!r}")
            published = str(answer.item.get("published"))
            if published < last_published:
                found.append("published before the item above it")
            last_published = published
        seen_ids.add(answer.id)
        seen_stories.add(answer.story)
        problems += [f"{answer.id}: {problem}" for problem in found]
    return problems


# ---------------------------------------------------------------- scoring


@dataclass
class PrecisionRecall:
    precision: float | None
    recall: float | None

    @property
    def f1(self) -> float | None:
        if self.precision is None or self.recall is None:
            return None
        return ratio(2 * self.precision * self.recall, self.precision + self.recall, empty=0.0)


@dataclass
class Scores:
    pairwise: PrecisionRecall
    b_cubed: PrecisionRecall
    relevance_accuracy: float | None
    over_alert_rate: float | None
    missed_alert_rate: float | None
    reason_accuracy: float | None

    @property
    def overall(self) -> float | None:
        parts = (
            self.b_cubed.f1,
            complement(self.over_alert_rate),
            complement(self.missed_alert_rate),
            self.reason_accuracy,
        )
        known = [part for part in parts if part is not None]
        return ratio(sum(known), len(known))


def ratio(part: float, whole: float, empty: float | None = None) -> float | None:
    return part / whole if whole else empty


def complement(share: float | None) -> float | None:
    return None if share is None else 1 - share


def score(gold: list[Answer], predictions: dict[str, Answer]) -> Scores:
    both = [(answer, predictions[answer.id]) for answer in gold]
    silent_in_gold = [pair for pair in both if pair[0].alert is None]
    alerted_in_gold = [pair for pair in both if pair[0].alert is not None]
    alerted_in_both = [pair for pair in alerted_in_gold if pair[1].alert is not None]
    over_alerts = sum(predicted.alert is not None for _, predicted in silent_in_gold)
    missed_alerts = len(alerted_in_gold) - len(alerted_in_both)
    right_reasons = sum(wanted.alert == predicted.alert for wanted, predicted in alerted_in_both)
    same_relevance = sum(
        (wanted.story is None) == (predicted.story is None) for wanted, predicted in both
    )
    return Scores(
        pairwise=score_pairwise(both),
        b_cubed=score_b_cubed(both),
        relevance_accuracy=ratio(same_relevance, len(both)),
        over_alert_rate=ratio(over_alerts, len(silent_in_gold)),
        missed_alert_rate=ratio(missed_alerts, len(alerted_in_gold)),
        reason_accuracy=ratio(
            right_reasons, len(alerted_in_both), empty=0.0 if alerted_in_gold else None
        ),
    )


def score_pairwise(both: list[tuple[Answer, Answer]]) -> PrecisionRecall:
    gold_pairs = count_pairs(wanted.story for wanted, _ in both)
    predicted_pairs = count_pairs(predicted.story for _, predicted in both)
    shared_pairs = count_pairs(
        None if wanted.story is None or predicted.story is None else (wanted.story, predicted.story)
        for wanted, predicted in both
    )
    return PrecisionRecall(ratio(shared_pairs, predicted_pairs), ratio(shared_pairs, gold_pairs))


def count_pairs(stories: Iterable[object]) -> int:
    """The pairs of items that have the same story; null is no story."""
    sizes = Counter(story for story in stories if story is not None)
    return sum(size * (size - 1) // 2 for size in sizes.values())


def score_b_cubed(both: list[tuple[Answer, Answer]]) -> PrecisionRecall:
    gold_classes = classes_by_id(wanted for wanted, _ in both)
    predicted_classes = classes_by_id(predicted for _, predicted in both)
    precision_sum = recall_sum = 0.0
    for wanted, predicted in both:
        gold_class, predicted_class = gold_classes[wanted.id], predicted_classes[wanted.id]
        shared = len(gold_class & predicted_class)
        is_miss = wanted.story is not None and predicted.story is None
        precision_sum += shared / len(predicted_class)
        recall_sum += 0 if is_miss else shared / len(gold_class)
    return PrecisionRecall(ratio(precision_sum, len(both)), ratio(recall_sum, len(both)))


def classes_by_id(answers: Iterable[Answer]) -> dict[str, set[str]]:
    """For each item, the ids of its class: its story, or itself alone where it has none."""
    members = defaultdict(set)
    class_of = {}
    for answer in answers:
        class_of[answer.id] = (
            ("alone", answer.id) if answer.story is None else ("story", answer.story)
        )
        members[class_of[answer.id]].add(answer.id)
    return {identifier: members[name] for identifier, name in class_of.items()}


# ---------------------------------------------------------------- printing


def shown(value: float | None) -> str:
    return f"{value:9.3f}" if value is not None else f"{'-':>9}"


def print_scores(scores: Scores) -> None:
    print(f"\n{'stories':<26}{'precision':>9}{'recall':>9}{'F1':>9}")
    for name, score_of in (("pairwise", scores.pairwise), ("B-cubed", scores.b_cubed)):
        print(
            f"  {name:<24}{shown(score_of.precision)}{shown(score_of.recall)}{shown(score_of.f1)}"
        )
    print(f"  {'relevance accuracy':<24}{shown(scores.relevance_accuracy)}")
    print("\nalerts")
    print(f"  {'over-alert rate':<24}{shown(scores.over_alert_rate)}")
    print(f"  {'missed-alert rate':<24}{shown(scores.missed_alert_rate)}")
    print(f"  {'reason accuracy':<24}{shown(scores.reason_accuracy)}")


def print_alert_counts(gold: list[Answer], predictions: dict[str, Answer]) -> None:
    wanted = Counter(answer.alert for answer in gold)
    predicted = Counter(predictions[answer.id].alert for answer in gold)
    right = Counter(answer.alert for answer in gold if predictions[answer.id].alert == answer.alert)
    print(f"\n{'alert':<26}{'gold':>9}{'predicted':>11}{'right':>9}")
    for alert in (*ALERTS, None):
        print(f"  {alert or 'null':<24}{wanted[alert]:>9}{predicted[alert]:>11}{right[alert]:>9}")


def print_errors(gold: list[Answer], predictions: dict[str, Answer]) -> None:
    print("\nerrors, item by item")
    for wanted in gold:
        predicted = predictions[wanted.id]
        errors = []
        if (wanted.story is None) != (predicted.story is None):
            errors.append(f"story: gold {wanted.story!r}, predicted {predicted.story!r}")
        if wanted.alert != predicted.alert:
            errors.append(f"alert: gold {wanted.alert}, predicted {predicted.alert}")
        if errors:
            print(f"  {wanted.id} {wanted.title}")
            for error in errors:
                print(f"      {error}")
    print_mixed(
        "gold stories that were split",
        [(answer.story, predictions[answer.id].story, answer.id) for answer in gold],
    )
    print_mixed(
        "predicted stories that mix gold ones",
        [(predictions[answer.id].story, answer.story, answer.id) for answer in gold],
    )


def print_mixed(heading: str, entries: list[tuple[str | None, str | None, str]]) -> None:
    """Each outer story whose items are in more than one inner story, or in one and in none."""
    print(f"\n{heading}")
    ids: dict[str, dict[str | None, list[str]]] = defaultdict(lambda: defaultdict(list))
    for outer, inner, identifier in entries:
        if outer is not None:
            ids[outer][inner].append(identifier)
    for outer, parts in ids.items():
        if len(parts) > 1:
            print(f"  {outer}")
            for inner, members in parts.items():
                print(f"      {inner}: {' '.join(members)}")


def main() -> int:
    parser = argparse.ArgumentParser(description="Score stories and alerts against gold.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    parser.add_argument(
        "--errors",
        action="store_true",
        help="also list every wrong alert, split story and merged story",
    )
    arguments = parser.parse_args()

    gold = read_answers(arguments.gold)
    problems = check_gold(gold)
    for problem in problems:
        warn(f"gold: {problem}")
    predictions = match_predictions(gold, read_answers(arguments.predicted))

    scores = score(gold, predictions)
    story_count = len({answer.story for answer in gold} - {None})
    print(f"{len(gold)} items, {story_count} stories")
    print_scores(scores)
    print_alert_counts(gold, predictions)
    print(f"\n{'OVERALL':<26}{shown(scores.overall)}")
    if arguments.errors:
        print_errors(gold, predictions)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
