"""Source kinds: one pure file each, `request(feed, state) -> Request`, `read(feed, response)`."""
