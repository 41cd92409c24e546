"""The folder is the register: a kind is a module of a package, found by looking."""

import importlib
import pkgutil
from types import ModuleType


def modules_of(package: ModuleType) -> dict[str, ModuleType]:
    """Every module of a package by its short name, in alphabetical order; no package in it."""
    found = pkgutil.iter_modules(package.__path__)
    names = sorted(module.name for module in found if not module.ispkg)
    return {name: importlib.import_module(f"{package.__name__}.{name}") for name in names}
