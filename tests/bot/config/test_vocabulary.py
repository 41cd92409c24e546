"""The vocabulary files: read, and every fault named at once with its line."""

import shutil
from pathlib import Path

import pytest

from bot.config.vocabulary import SCHEMA, load
from bot.model.errors import MendFile

FOLDER = Path(__file__).parents[3] / "config" / "vocabulary"


def copied(to: Path) -> Path:
    folder = to / "vocabulary"
    shutil.copytree(FOLDER, folder)
    return folder


def test_the_vocabulary_of_the_house_is_whole() -> None:
    vocabulary = load(FOLDER)
    assert set(vocabulary.terms) == set(SCHEMA)
    assert vocabulary.of("products")["gallium"].parent == "critical_minerals"
    assert "Chinese" in vocabulary.of("jurisdictions")["CN"].groups["demonyms"]
    assert vocabulary.of("no such file") == {}


def test_the_products_are_those_of_the_contract() -> None:
    rows = (Path(__file__).parents[2] / "data/reading/products.tsv").read_text().splitlines()[1:]
    parents = {row.split("\t")[0]: row.split("\t")[1] or None for row in rows}
    products = load(FOLDER).of("products")
    assert {key: term.parent for key, term in products.items()} == parents


def test_a_new_spelling_needs_no_code(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with (folder / "products.toml").open("a", encoding="utf-8") as file:
        file.write('\n[hafnium]\nlabel = "Hafnium"\nspellings = ["hafnium"]\n')
    assert load(folder).of("products")["hafnium"].spellings == ("hafnium",)


def test_every_fault_is_named_with_its_line(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "products.toml").write_text(
        '[a]\nlabel = "A"\nparent = "nowhere"\n\n[b]\nspellings = [1]\ncolour = ["red"]\n'
    )
    (folder / "nouns.toml").write_text("[a\n")
    (folder / "blanks.toml").unlink()
    with pytest.raises(MendFile) as caught:
        load(folder)
    said = [str(fault).removeprefix(f"{folder}/") for fault in caught.value.faults]
    assert [one.split(": ")[0] for one in said] == [
        "products.toml:3", "products.toml:5", "products.toml:6", "products.toml:7",
        "nouns.toml:1", "blanks.toml",
    ]  # fmt: skip
    assert "unknown parent 'nowhere'" in said[0]
    assert "needs a label" in said[1]
    assert "list of texts" in said[2]
    assert "unknown list 'colour'" in said[3]
