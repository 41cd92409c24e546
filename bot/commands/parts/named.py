"""What a user names: a story by the name that its alerts show."""

import difflib

from bot.commands import Means
from bot.model.errors import TellUser
from bot.model.history import Filters
from bot.model.story import Story


async def story_named(name: str, means: Means) -> Story:
    """A story by its name, with or without # and version; raises TellUser with a likely one."""
    plain = name.strip().lstrip("#").split(" ")[0].split(".")[0]
    story = await means.tx.stories.get(plain)
    if story is not None:
        return story
    latest = [one.id for one in await means.tx.history.stories(Filters(), 200)]
    near = difflib.get_close_matches(plain, latest, n=1, cutoff=0.6)
    hint = f"did you mean #{near[0]}?" if near else "it stands after # at the end of every alert."
    raise TellUser(f"There is no measure called '{plain}'; {hint}")
