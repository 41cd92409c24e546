"""Building much that stays: no search for cycles while it is built."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No cyclic collection inside: all that is made is kept, and looking through it finds nothing.

    Collection is switched on again only by whoever switched it off, so that it nests.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
