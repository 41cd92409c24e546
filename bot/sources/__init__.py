"""Feeds to items: asking politely, and reading whatever comes back.

    pull       the way in: one feed, asked once, with the state to remember (outcome)
    http       the only socket: address and target (who may be asked), meter (how much it may send),
               hosts (turns), network (is it there?), moving (redirects), headers, trouble (words)
    adding     an address to a new feed; opml: lists of feeds; standing: how a feed does, in words
    conditions what a conditional request leaves behind; pace: when to ask again; state: `extra`
    kinds/     what to ask and how to read it, a file a source kind
    worker     documents to pages in a process that can be killed; reader: that process
    slices     the items of a document that were read before are cut out of it
    document   by content: json_feed or xml_feed
    xml_feed   bytes to clean text (decode, labels), made fit (mend, wellformed, outline), and read:
               what is plain by plain_rss and plain_atom, the rest by feedparser (tamed); entry,
               dates (spelled), hints
    settle     a page to items that are known again: identity, guards

The names of the requirements (C1, S1, F1, ...) are those of the tests.
"""
