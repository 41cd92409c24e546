"""Trade remedy cases: each product and each country is a case of its own, and titles are forms.

"Erythritol from China: preliminary affirmative determination of sales at less than fair value" has
eleven words of form and one of substance. What is told apart is the subject.
"""

import re

from bot.model.event import Event, Measure
from bot.model.feed import Tier
from bot.model.story import Source, Story
from bot.stories.facts import is_case
from bot.stories.words import stems

# "Certain X from the Y: ...", "... investigation of X originating in Y", "... duties on X from Y"
_HEAD = re.compile(r"^(?:certain )?([^:]{3,120}?) from (?:the )?[A-Z]", re.IGNORECASE)
_TAIL = re.compile(
    r"\b(?:investigation|proceeding|review|duties|duty|inquiry|order) (?:of|into|on|concerning)"
    r" (?:imports of )?(?:certain )?([^:]{3,120}?) (?:originating in|from) ",
    re.IGNORECASE,
)
_FORM = frozenset(stems("certain import product good and of the on in an other"))


def subject(title: str) -> frozenset[str]:
    """The stems of the goods that a case is about, where the title has a notice's form."""
    found = _TAIL.search(title) or _HEAD.search(title)
    return frozenset(stems(found[1])) - _FORM if found else frozenset()


def other_case(event: Event, story: Story, measure: Measure) -> bool:
    """Whether an item and a story are cases on goods that the titles tell apart.

    Two notices are compared by their subjects; the press names goods in its own way, and is asked
    only where the vocabulary does not know the goods.
    """
    if not (is_case(event.lead.type) and is_case(measure.type)):
        return False
    ours = subject(event.item.title)
    notices = [source for source in story.sources if source.tier is Tier.OFFICIAL]
    theirs = [named for source in notices if (named := subject(source.title))]
    if ours and theirs and event.item.tier is Tier.OFFICIAL:
        return not any(ours & named for named in theirs)
    if event.lead.products and measure.products:
        return False
    return _tells_other_goods(event, story, ours)


def _tells_other_goods(event: Event, story: Story, ours: frozenset[str]) -> bool:
    """Whether the words of one side do not name what the title of the other side is about."""
    if ours:
        return not any(ours & _words(source) for source in story.sources)
    words = frozenset(stems(event.item.body))
    theirs = [named for source in story.sources if (named := subject(source.title))]
    return bool(theirs) and not any(words & named for named in theirs)


def _words(source: Source) -> frozenset[str]:
    return frozenset((*source.terms, *stems(source.title)))
