"""Messages that the tests of this room share, and messages made at random."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.model.message import Field, Link, Message, Moment, Quote, Span, Strong, Struck, Text, Tone

ALERT = Message(
    title="US lowers tariff on goods from CN: 57 % → 47 %",
    badge="TARIFF · AGREED · MEDIUM",
    tone=Tone.LIBERALISING,
    url="https://news.example/us-china",
    body=("Told after the meeting in Busan; ", Strong("no official text yet"), "."),
    fields=(
        Field("Rate", (Struck("57 %"), " → ", Strong("47 %")), inline=True),
        Field("Effective", (Moment(datetime(2025, 11, 10, tzinfo=UTC)),), inline=True),
        Field("Next", (), inline=True),
        Field("Sources (2)", (Link("Reuters", "https://reuters.example/a"), " · FT")),
    ),
    quotes=(Quote("would fall to 47% from 57%", "Reuters", "https://reuters.example/a"),),
    footer="watch us-tariffs · #A1F3 v3 · information, not legal advice",
    at=datetime(2025, 10, 30, 6, 5, tzinfo=UTC),
)

MARKS = (
    "@everyone @here <@1> <@!1> <@&1> <#1> <t:1:R> <:a:1> </a:1> <id:home> **b** __u__ ~~s~~ "
    "||p|| `c` ```x``` [a](https://e.example) <https://e.example> https://e.example "
    "\n# h\n## h\n-# h\n> q\n>>> q\n- l\n* l\n+ l\n1. l\n\\ \x1b[31m \u202e \x07 [bold]x[/bold]"
)

moments = st.integers(0, 7_000_000_000).map(lambda n: datetime.fromtimestamp(n, UTC))
words = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\\*_~`|[]()<>#@:/-+.1 \nhtpsevryon", max_size=60),
    st.integers(0, 9000).map(lambda n: ("@everyone 😀[x](https://e.example)\n# " * 300)[:n]),
    st.sampled_from([MARKS, "", " ", "\n", "_" * 6000, "\\" * 3000, "😀" * 5000]),
)
urls = st.one_of(
    st.none(),
    words,
    st.sampled_from(
        ["javascript:alert(1)", "https://e.example/a)b[c", "https://e.example/" + "x" * 5000]
    ),
    words.map(lambda path: f"https://e.example/{path}"),
)
spans: st.SearchStrategy[Span] = st.one_of(
    words,
    st.builds(Strong, words),
    st.builds(Struck, words),
    st.builds(Link, words, urls.map(str)),
    st.builds(Moment, moments, st.booleans()),
)
texts: st.SearchStrategy[Text] = st.lists(spans, max_size=6).map(tuple)
messages = st.builds(
    Message,
    title=words,
    badge=words,
    tone=st.sampled_from(Tone),
    url=urls,
    body=texts,
    fields=st.lists(st.builds(Field, words, texts, st.booleans()), max_size=40).map(tuple),
    quotes=st.lists(st.builds(Quote, words, words, urls), max_size=6).map(tuple),
    footer=words,
    at=st.none() | moments,
)
