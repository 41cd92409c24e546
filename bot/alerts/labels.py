"""What keys are called in a message: countries and products as people name them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.model.vocabulary import Vocabulary

# A headline has no room for "United States"; nobody mistakes these.
_SHORT = {"US": "US", "EU": "EU", "GB": "UK", "AE": "UAE"}


@dataclass(frozen=True, slots=True)
class Labels:
    """Key to label, for jurisdictions and for products."""

    jurisdictions: Mapping[str, str] = field(default_factory=dict)
    products: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Labels":
        """The labels of a vocabulary."""
        return cls(
            {key: term.label for key, term in vocabulary.of("jurisdictions").items()},
            {key: term.label for key, term in vocabulary.of("products").items()},
        )

    def country(self, key: str) -> str:
        """A jurisdiction as a headline names it; the key where it has no label."""
        return _SHORT.get(key) or self.jurisdictions.get(key, key)

    def product(self, key: str) -> str:
        """A product as running text names it; acronyms keep their capitals."""
        label = self.products.get(key, key.replace("_", " "))
        return label[0].lower() + label[1:] if label[1:2].islower() else label

    def countries(self, keys: tuple[str, ...], most: int = 3) -> str:
        """Some jurisdictions in a row: `China, India and 2 more`."""
        return listed([self.country(key) for key in keys], most)

    def goods(self, keys: tuple[str, ...], most: int = 3) -> str:
        """Some products in a row."""
        return listed([self.product(key) for key in keys], most)


def listed(words: list[str], most: int) -> str:
    """Words in a row, the rest counted; empty for none."""
    shown = words if len(words) <= most else [*words[: most - 1], f"{len(words) - most + 1} more"]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
