"""The one error of reading: a document that gives no page."""


class Unreadable(Exception):
    """Nothing can be read from a document; `str(error)` is one sentence for the operator."""


# What is wrong with a document whose readable items were kept.
DAMAGED = "the document is damaged; its readable items were kept"
CUT = "the transfer was cut; the complete items were kept"
