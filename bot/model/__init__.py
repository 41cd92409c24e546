"""The words of the house: frozen values, closed lists, errors and protocols.

Everything here is standard library only, so that every other room may import it.
One file a noun; the names are those of the glossary in `docs/architecture.md`.
"""
