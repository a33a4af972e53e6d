"""What somebody can type here."""

from bot.authority import anyone
from bot.calls import call
from bot.context import Context
from bot.domain.features import switched_off
from bot.params import Nothing
from bot.registry import Ask, ask, registry
from bot.text import Strong, Text, text
from bot.views import Button, Card, Fact


def _lines(asks: list[Ask]) -> Text:
    spans: list[str | Strong] = []
    for index, one in enumerate(asks):
        spans += ["\n" if index else "", Strong(f"/{one.command}"), f" {one.summary}"]
    return text(*spans)


@ask("help.show", who=anyone, summary="What you can ask me", command="help", is_common=True)
async def show(ctx: Context, args: Nothing) -> Card:
    allowed = [one for one in registry.commands() if one.who.allows(ctx.actor)]
    mine = [one for one in allowed if switched_off(one.name, ctx.community.settings) is None]
    first = [one for one in mine if one.is_common]
    moderating = [one for one in mine if one.who.name == "moderators"]
    mentoring = [one for one in mine if one.command.startswith("mentor ") or one.who.name == "mentors"]
    rest = [one for one in mine if one not in first and one not in moderating and one not in mentoring]
    facts = [Fact("For everybody", _lines(rest)), Fact("For mentors", _lines(mentoring))]
    if moderating:
        facts.append(Fact("For moderators", _lines(moderating)))
    find = Button("Find a mentor", call("mentor.find"), "primary")
    return Card("What you can ask me", _lines(first), tuple(facts), (find, Button("Home", call("home.show"))))
