"""The one error of reading: a document that gives no page."""


class Unreadable(Exception):
    """Nothing can be read from a document; `str(error)` is one sentence for the operator."""
