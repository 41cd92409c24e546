"""Managing what a channel is told: listing, changing, pausing, trying, muting, quiet hours."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands import Answer
from bot.model.alert import Certainty, Severity
from bot.model.command import Call
from bot.model.errors import TellUser
from bot.model.watch import (
    Channel,
    ChannelSettings,
    DigestTime,
    Mode,
    Mute,
    MuteKind,
    Quiet,
    Subscription,
)
from bot.platforms.plain import plain
from tests.bot.commands.pressing import ask, press, save, text, whole
from tests.bot.commands.remembered import HERE, NOW


async def wish(host: Answer, slug: str) -> Subscription | None:
    async with host.reach.store.reading() as tx:
        wishes = {it.watch: it for it in await tx.subscriptions.of_channel(HERE)}
    return wishes.get(slug)


async def settings(host: Answer) -> ChannelSettings:
    async with host.reach.store.reading() as tx:
        return await tx.channel_settings.get(HERE)


async def mutes(host: Answer) -> list[Mute]:
    async with host.reach.store.reading() as tx:
        return await tx.mutes.of_channel(HERE, NOW)


# -- list, show, edit, remove ----------------------------------------------------------------------


async def test_a_list_tells_how_each_watch_is_told_and_what_there_is_to_add(host: Answer) -> None:
    await save(host, "watch add", preset="metals", min_severity="high", mode="digest", role="77")
    await ask(host, "watch cap", per_day=20)
    await ask(host, "watch mute", what="India")
    assert await text(host, "watch list") == (
        "Watched here\n"
        "metals Metals, from high on, in the digest, with a ping\n"
        "us-tariffs US tariffs, whatever its severity\n"
        "At most 20 alerts a day; the rest comes in the next digest.\n"
        "1 muted; 'watch mutes' names them."
    )
    await ask(host, "watch remove", watch="metals")
    assert (await text(host, "watch list")).endswith("To add\nmetals Metals")


async def test_a_watch_is_shown_with_its_rule_and_what_it_said_before(host: Answer) -> None:
    await save(host, "watch add", rule="from:china gallium", name="Gallium")
    await ask(host, "watch edit", watch="gallium", rule="from:china (gallium OR germanium)")
    said = await text(host, "watch show", watch="Gallium")
    assert said.startswith(
        "Gallium (gallium)\nfrom:CN AND (gallium OR germanium)\nRule from:CN AND"
    )
    assert "It is this server's own.\nTold whatever its severity\nAdded by " in said
    assert said.endswith("Before\nversion 1: from:china gallium")


async def test_a_rule_that_can_no_longer_be_read_is_shown_with_why(host: Answer) -> None:
    async with host.reach.store.transaction() as tx:
        kept = await tx.watches.get("us-tariffs")
        assert kept is not None
        await tx.watches.put(replace(kept, rule="from:Atlantis"))
    said = await text(host, "watch show", watch="us-tariffs")
    assert "from:Atlantis — it takes nothing: At column 6: there is no country" in said


async def test_an_edit_changes_what_is_given_and_nothing_else(host: Answer) -> None:
    said = await text(host, "watch edit", watch="us-tariffs", min_severity="high", role="5")
    assert said == "US tariffs is told here from high on, with a ping."
    await ask(host, "watch edit", watch="us-tariffs", certainty="reported", mode="both")
    told = await wish(host, "us-tariffs")
    assert told == Subscription(
        HERE, "us-tariffs", Severity.HIGH, "u1", NOW, Certainty.REPORTED, Mode.BOTH, "5"
    )
    await ask(host, "watch edit", watch="us-tariffs", no_ping=True)
    assert await wish(host, "us-tariffs") == replace(told, role=None)


async def test_a_changed_rule_gets_the_next_version_for_all_who_watch_it(host: Answer) -> None:
    await save(host, "watch add", rule="gallium")
    await save(host, "watch add", preset="gallium", channel="2")
    said = await text(host, "watch edit", watch="gallium", rule="gallium  OR zinc", name="Both")
    assert (
        "Both is told here whatever its severity. Its rule is now version 2: gallium OR zinc"
        in said
    )
    assert said.endswith("(1 more channels watch it, too.)")


async def test_a_preset_is_nobodys_to_change(host: Answer) -> None:
    with pytest.raises(TellUser, match="'us-tariffs' is a preset, for every server"):
        await ask(host, "watch edit", watch="us-tariffs", rule="from:CN")
    with pytest.raises(TellUser, match="Say what to change"):
        await ask(host, "watch edit", watch="us-tariffs")


async def test_an_own_watch_is_changed_in_a_form(host: Answer) -> None:
    await save(host, "watch add", rule="gallium")
    form = (await ask(host, "watch edit", watch="gallium")).form
    assert form is not None
    assert form.filled == {"rule": "gallium", "name": "gallium"}
    said = await text(host, form.command, **{**form.values, "rule": "zinc", "name": "Zinc"})
    assert said.startswith("Zinc is told here")


async def test_an_own_watch_that_nobody_is_told_of_is_forgotten(host: Answer) -> None:
    await save(host, "watch add", rule="gallium")
    await save(host, "watch add", preset="gallium", channel="2")
    assert "forgotten" not in await text(host, "watch remove", watch="gallium")
    said = await text(host, "watch remove", watch="gallium", channel="2")
    assert said.endswith("Its rule was your own and is forgotten: gallium")
    async with host.reach.store.reading() as tx:
        assert await tx.watches.get("gallium") is None
        assert await tx.watches.get("us-tariffs") is not None


@pytest.mark.parametrize("command", ["watch show", "watch edit", "watch remove", "watch pause"])
async def test_a_watch_that_is_not_told_here_gets_the_likely_one(
    host: Answer, command: str
) -> None:
    with pytest.raises(TellUser) as refused:
        await ask(host, command, watch="us-tarifs")
    assert str(refused.value).endswith("does not watch 'us-tarifs'; did you mean 'us-tariffs'?")
    with pytest.raises(TellUser, match="This channel watches nothing; 'watch add' begins"):
        await host(Call(command, Channel("board", "7", "9"), "u1", {"watch": "us-tariffs"}))


# -- pause, resume ---------------------------------------------------------------------------------


async def test_a_paused_watch_is_told_again_when_resumed(host: Answer) -> None:
    assert "is paused here" in await text(host, "watch pause", watch="us-tariffs")
    told = await wish(host, "us-tariffs")
    assert told is not None
    assert told.paused == "by 'watch pause'"
    assert "; paused: by 'watch pause'" in await text(host, "watch list")
    assert "is told here again" in await text(host, "watch resume", watch="us-tariffs")
    assert await text(host, "watch resume", watch="us-tariffs") == "US tariffs is not paused here."
    assert await wish(host, "us-tariffs") == replace(told, paused=None)


async def test_a_whole_channel_is_paused_and_resumed(host: Answer) -> None:
    await save(host, "watch add", preset="metals")
    assert (await text(host, "watch pause")).startswith("All 2 watches of this channel are paused.")
    with pytest.raises(TellUser, match="nothing to pause"):
        await ask(host, "watch pause")
    assert (await text(host, "watch resume")).startswith("All watches of this channel are told")
    with pytest.raises(TellUser, match="Nothing is paused"):
        await ask(host, "watch resume")


# -- test, sample ----------------------------------------------------------------------------------


async def test_a_rule_is_tried_on_the_last_days(host: Answer) -> None:
    said = whole(await ask(host, "watch test", rule="product:steel rate>=50", days=14))
    assert said.startswith(
        "product:steel AND rate>=50\nIn the last 14 days: 1 of 3 alerts, 0.5 a week.\n"
        "At or above a floor: medium 1, high 1, critical "
    )
    brought, missed = said.splitlines()[-2:]
    assert brought.startswith("It would have brought: ")
    assert brought.endswith(": 2026-03-10 · Federal Register · product:steel: steel; rate>=50: 50%")
    assert missed.startswith("It just missed: ")
    assert missed.endswith(": 2026-03-15 · Harbour Ledger · rate>=50: it states 25%")


async def test_a_watch_may_be_tried_by_its_name(host: Answer) -> None:
    assert (await text(host, "watch test", rule="metals")).startswith("product:steel\n")


async def test_a_history_without_alerts_is_said_to_be_one(host: Answer) -> None:
    late = replace(HERE, id="3")
    host.clock = lambda: NOW + timedelta(days=60)
    reply = await host(Call("watch test", late, "u1", {"rule": "steel", "days": 7}))
    assert "no alerts at all yet, so nothing can be said" in plain(reply.text)


@pytest.mark.parametrize("values", [{}, {"watch": "us-tariffs"}])
async def test_a_sample_is_marked_for_all_to_see(host: Answer, values: dict[str, str]) -> None:
    reply = await ask(host, "watch sample", **values)
    (message,) = reply.messages
    assert not reply.private
    assert message.title.startswith("SAMPLE: ")
    assert message.badge.startswith("SAMPLE · ")
    assert message.footer.startswith("sample, not news · ")
    assert (message.ping, message.actions) == (None, ())
    assert ("matched from:US" in message.footer) is bool(values)


async def test_without_history_a_sample_is_invented(host: Answer) -> None:
    async with host.reach.store.transaction() as tx:
        kept = await tx.watches.get("us-tariffs")
        assert kept is not None
        await tx.watches.put(replace(kept, rule="from:BR"))
    (message,) = (await ask(host, "watch sample", watch="us-tariffs")).messages
    assert message.title == "SAMPLE: Exampleland raises tariff on steel: 25% → 50%"


# -- mute, mutes, unmute ---------------------------------------------------------------------------


async def test_what_is_muted_is_found_out(host: Answer) -> None:
    table: list[tuple[dict[str, str], MuteKind, str]] = [
        ({"what": "China"}, MuteKind.COUNTRY, "CN"),
        ({"what": "section 232"}, MuteKind.INSTRUMENT, "section 232"),
        ({"what": "harbour ledger"}, MuteKind.SOURCE, "Harbour Ledger"),
        ({"what": "soybeans"}, MuteKind.KEYWORD, "soybeans"),
        ({"what": "China", "kind": "keyword"}, MuteKind.KEYWORD, "China"),
        ({"what": "Some Paper", "kind": "source"}, MuteKind.SOURCE, "Some Paper"),
    ]
    for values, kind, what in table:
        await ask(host, "watch mute", **values)
        (mute,) = await mutes(host)
        assert (mute.kind, mute.what, mute.until) == (kind, what, NOW + timedelta(hours=24))
        await ask(host, "watch unmute", what=what, kind=str(kind))


async def test_a_mute_is_shown_and_taken_back_by_its_button(host: Answer) -> None:
    async with host.reach.store.reading() as tx:
        story = await tx.stories.of_item("gazette/steel")
    assert story is not None
    said = await text(host, "watch mute", what=f"#{story.id}", reason="too  loud", **{"for": "7d"})
    assert said.startswith(f"Muted here: #{story.id} until ")
    assert ": too loud. Events are still kept." in said
    reply = await ask(host, "watch mutes")
    assert plain(reply.text).startswith(f"Muted here\n#{story.id} until ")
    await press(host, reply, f"Unmute {story.id}")
    assert await text(host, "watch mutes") == "Nothing is muted in this channel."


async def test_what_is_muted_may_be_unmuted_by_any_of_its_names(host: Answer) -> None:
    await ask(host, "watch mute", what="CN", **{"for": "ever"})
    with pytest.raises(TellUser, match="'Chine' is not muted here; "):
        await ask(host, "watch unmute", what="Chine")
    assert await text(host, "watch unmute", what="chinese") == "CN is told here again."
    with pytest.raises(TellUser, match="Nothing is muted"):
        await ask(host, "watch unmute", what="CN")


async def test_what_cannot_be_muted_is_one_sentence(host: Answer) -> None:
    table: list[tuple[dict[str, str], str]] = [
        ({"what": " "}, "Name what to mute"),
        ({"what": "x" * 101}, "A word to mute has at most 100 characters."),
        ({"what": "zzz", "kind": "story"}, "There is no measure called 'zzz'"),
        ({"what": "chian", "kind": "country"}, "There is no country 'chian'; did you mean"),
        ({"what": "CN", "for": "soon"}, "'soon' is no time; write 24h, 7d, a day"),
        ({"what": "CN", "for": "2020-01-01"}, "A mute lasts at most a year and ends in the future"),
        ({"what": "CN", "for": "999w"}, "A mute lasts at most a year"),
    ]
    for values, sentence in table:
        with pytest.raises(TellUser) as refused:
            await ask(host, "watch mute", **values)
        assert str(refused.value).startswith(sentence)


# -- quiet, digest, cap ----------------------------------------------------------------------------


async def test_quiet_hours_are_kept_and_changed_piece_by_piece(host: Answer) -> None:
    first = {"from": "22:00", "to": "7", "timezone": "berlin", "bypass": "critical"}
    assert await text(host, "watch quiet", **first) == (
        "Quiet from 22:00 to 07:00 Europe/Berlin, every day, but what is critical comes; "
        "what falls into it comes as one digest."
    )
    await ask(host, "watch quiet", days="mon-fri", bypass="none")
    assert await settings(host) == ChannelSettings(
        "Europe/Berlin", Quiet(22 * 60, 7 * 60, (0, 1, 2, 3, 4))
    )
    assert await text(host, "watch quiet", off=True) == "This channel has no quiet hours any more."
    assert (await settings(host)).quiet is None


async def test_a_digest_has_a_time_and_says_when_no_watch_is_in_it(host: Answer) -> None:
    said = await text(host, "watch digest", at="8.30 pm", days="sat,sun", when_empty="one-line")
    assert said == (
        "Digest at 20:30 UTC, sat, sun; a line also where there is nothing. "
        "No watch is told in it yet; 'watch edit mode:digest' does that."
    )
    await ask(host, "watch edit", watch="us-tariffs", mode="digest")
    assert await text(host, "watch digest", days="weekdays", when_empty="skip") == (
        "Digest at 20:30 UTC, mon-fri."
    )
    assert (await settings(host)).digest == DigestTime(20 * 60 + 30, (0, 1, 2, 3, 4))
    said = await text(host, "watch digest", off=True)
    assert "Told in it were: us-tariffs" in said


async def test_a_cap_is_set_and_taken_away(host: Answer) -> None:
    assert "At most 5 alerts a day here" in await text(host, "watch cap", per_day=5)
    assert (await settings(host)).cap == 5
    assert await text(host, "watch cap", per_day=0) == "This channel has no cap any more."
    assert (await settings(host)).cap is None


async def test_a_time_that_cannot_be_is_one_sentence(host: Answer) -> None:
    table: list[tuple[str, dict[str, str], str]] = [
        ("quiet", {"from": "22:00"}, "Say when the quiet hours begin and end"),
        ("quiet", {"from": "22:00", "to": "22:00"}, "Quiet hours that end when they begin"),
        ("quiet", {"from": "25:00", "to": "1"}, "'25:00' is no time of day; write it as 22:00."),
        ("quiet", {"from": "13 pm", "to": "1"}, "'13 pm' is no time of day"),
        ("quiet", {"from": "1", "to": "2", "days": "mo"}, "'mo' is no day; write mon-fri"),
        ("quiet", {"from": "1", "to": "2", "days": " "}, "Name at least one day"),
        ("quiet", {"from": "1", "to": "2", "timezone": "Berlni"}, "There is no time zone 'Berlni'; "
         "did you mean 'berlin'?"),
        ("quiet", {"from": "1", "to": "2", "timezone": "?"}, "There is no time zone '?'; write"),
        ("digest", {"days": "daily"}, "Say when the digest comes: at 08:00."),
    ]  # fmt: skip
    for command, values, sentence in table:
        with pytest.raises(TellUser) as refused:
            await ask(host, f"watch {command}", **values)
        assert str(refused.value).startswith(sentence)


# -- completions -----------------------------------------------------------------------------------


async def test_names_are_completed(host: Answer) -> None:
    await ask(host, "watch mute", what="China")
    for command, option, typed, found in (
        ("watch add", "preset", "met", ["metals"]),
        ("watch show", "watch", "", ["us-tariffs"]),
        ("watch unmute", "what", "c", ["CN"]),
        ("watch quiet", "timezone", "berl", ["Europe/Berlin"]),
    ):
        choices = await host.suggest(Call(command, HERE, "u1", {option: typed}), option)
        assert [choice.value for choice in choices] == found


async def test_what_is_kept_holds_at_once_and_what_is_asked_changes_nothing(host: Answer) -> None:
    told: list[str] = []

    async def changed() -> None:
        async with host.reach.store.reading() as tx:
            told.extend(watch.rule for watch in await tx.watches.all() if watch.space)

    host.changed = changed
    await ask(host, "watch list")
    assert not told
    await save(host, "watch add", rule="from:CN gallium")
    assert told == ["from:CN gallium"]
