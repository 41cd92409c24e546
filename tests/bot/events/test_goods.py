"""The goods of a measure, as specific as the text."""

import pytest

from bot.events.goods import goods, sectors
from tests.bot.events.reading import view


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("curbs on dysprosium and terbium", {"heavy_rare_earths"}),
        ("strategic metals such as gallium and graphite", {"gallium", "graphite"}),
        ("critical minerals including tungsten", {"critical_minerals", "tungsten"}),
        ("AI chips; the chips need a licence", {"ai_chips"}),
        ("tariffs on all US goods", {"all_goods"}),
        ("heavy-duty trucks", {"vehicles"}),
        ("food chips, potato chips and lead times", set()),
        ("turkey meat from Turkey", {"poultry"}),
        ("drugs and drug trafficking", set()),
        ("对钨、碲、铋实施出口管制", {"tungsten", "tellurium", "bismuth"}),
    ],
)
def test_the_text_names_these_goods(text: str, keys: set[str]) -> None:
    assert {key for _, key in goods(view(text))} == keys


def test_a_sector_is_told_with_its_measure_only() -> None:
    shown = view("restrictions on the American shipbuilding sector")
    assert goods(shown) == []
    assert {key for _, key in sectors(shown)} == {"ships"}
