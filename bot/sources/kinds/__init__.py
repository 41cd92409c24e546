"""Source kinds: one pure file each, found by its name in `Feed.kind`.

    request(feed: Feed, state: FeedState) -> Request      what to ask
    read(feed: Feed, response: Response) -> Page          what it says; raises Unreadable
    FLOOR: float                                          optional: seconds between two polls
    EMPTY_404: bool                                       optional: a 404 means "nothing matches"

`read` runs in a process of its own (bot/sources/reader.py). It leaves `Item.key` empty, or puts the
address of the entry's first file there: bot/sources/identity.py makes the key.
"""
