"""Who moderates, and who may mentor without being looked at."""

from dataclasses import dataclass, replace
from typing import Annotated

from bot.authority import moderators
from bot.calls import call
from bot.commands import auditing
from bot.context import Context
from bot.domain.settings import Settings
from bot.errors import UserError
from bot.params import Nothing, PersonPick, RolePick
from bot.registry import ask
from bot.text import Mention, joined, text
from bot.views import Action, Button, Card, Picker

_BACK = Button("Back to set-up", call("setup.show"))
_MOST_SHOWN = 20
_NO_ROLES = "Slack has no roles."
_ROLES = {
    "moderator": ("A role that moderates", f"Whoever has this role looks after the community with you. {_NO_ROLES}"),
    "mentor": ("A role for mentors", f"Whoever has this role becomes a mentor without your approval. {_NO_ROLES}"),
}


@ask("setup.moderators", who=moderators, summary="Who moderates here")
async def show_moderators(ctx: Context, args: Nothing) -> Card:
    found = await ctx.store.people.moderators()
    who = joined([text(Mention(person.id)) for person in found[:_MOST_SHOWN]])
    more = f" and {len(found) - _MOST_SHOWN} more" if len(found) > _MOST_SHOWN else ""
    role = " Whoever has the role you chose does too." if ctx.community.settings.moderator_role else ""
    said = text("Known to me: ", who, more, ". Whoever manages the server or workspace moderates anyway.", role)
    actions: tuple[Action, ...] = (
        Button("Name somebody", call("setup.name"), "primary", opens_form=True),
        Button("Take somebody off", call("setup.unname"), opens_form=True),
        *_role_buttons("moderator", ctx.community.settings),
        _BACK,
    )
    return Card("Moderators", said, actions=actions)


def _role_buttons(kind: str, settings: Settings) -> tuple[Button, ...]:
    has_one = getattr(settings, f"{kind}_role")
    none = (Button("No role", call("setup.role_none", kind)),) if has_one else ()
    return (Button("Another role" if has_one else "Choose a role", call("setup.role", kind)), *none)


@dataclass(frozen=True, slots=True)
class Whom:
    person: Annotated[int, PersonPick("Who?", "Somebody of this community")]


@ask("setup.name", who=moderators, summary="Make somebody a moderator", title="Name a moderator", submit="Name them")
async def name(ctx: Context, args: Whom) -> Card:
    person = await ctx.store.people.get(args.person)
    if person is None:
        raise UserError("I do not find them here. Ask them to type /home once.", field="person")
    await ctx.store.people.set_named(person.id, True)
    await auditing.note(ctx, "A moderator was named", "", person.name)
    said = text(Mention(person.id), " moderates with you from now on, in every command.")
    return Card("Named", said, actions=(Button("Moderators", call("setup.moderators")), _BACK), tone="good")


@ask("setup.unname", who=moderators, summary="Take a named moderator off", title="Take somebody off", submit="Take off")
async def unname(ctx: Context, args: Whom) -> Card:
    person = await ctx.store.people.get(args.person)
    if person is None or not await ctx.store.people.set_named(person.id, False):
        why = "Nobody here named them: they moderate by their rights on the server, or not at all."
        raise UserError(why, field="person")
    await auditing.note(ctx, "A named moderator was taken off", person.name, "")
    said = text(Mention(person.id), " is no named moderator any more.")
    return Card("Taken off", said, actions=(Button("Moderators", call("setup.moderators")), _BACK))


@ask("setup.mentors", who=moderators, summary="Who may become a mentor here")
async def show_mentors(ctx: Context, args: Nothing) -> Card:
    settings = ctx.community.settings
    if settings.is_mentor_approval:
        said, other = "You approve each new mentor: /approve shows who waits.", "Let anybody mentor"
    else:
        said, other = "Anybody may become a mentor at once.", "Approve each one"
    switch = Button(other, call("setup.approval", 1 - settings.is_mentor_approval), "primary")
    roles = _role_buttons("mentor", settings) if settings.is_mentor_approval else ()
    return Card("Mentors", text(said), actions=(switch, *roles, _BACK))


@dataclass(frozen=True, slots=True)
class Approval:
    is_on: int


@ask("setup.approval", who=moderators, summary="Whether moderators approve new mentors")
async def set_approval(ctx: Context, args: Approval) -> Card:
    before = ctx.community.settings
    after = replace(before, is_mentor_approval=int(bool(args.is_on)))
    await ctx.store.choices.save(after)
    words = ("no", "yes")
    await auditing.note(ctx, "Approve new mentors", words[before.is_mentor_approval], words[after.is_mentor_approval])
    return await show_mentors(replace(ctx, community=replace(ctx.community, settings=after)), Nothing())


@dataclass(frozen=True, slots=True)
class Kind:
    kind: str


def _role(kind: str) -> tuple[str, str]:
    found = _ROLES.get(kind)
    if found is None:
        raise UserError("There is no such role to choose. /setup shows what there is.")
    return found


@ask("setup.role", who=moderators, summary="Choose a role of the server")
async def choose_role(ctx: Context, args: Kind) -> Picker:
    title, use = _role(args.kind)
    return Picker(title, call("setup.role_chosen", args.kind), "role", RolePick("Which role?"), text(use))


@dataclass(frozen=True, slots=True)
class Chosen:
    kind: str
    role: Annotated[str, RolePick("Which role?")]


@ask("setup.role_chosen", who=moderators, summary="Set a role", title="Choose a role", submit="Save")
async def set_role(ctx: Context, args: Chosen) -> Card:
    title, use = _role(args.kind)
    if not (args.role.isascii() and args.role.isdigit() and len(args.role) <= 20):
        raise UserError("Pick a role from the list.", field="role")
    if args.role == ctx.space[1]:
        # Discord's role for everybody bears the server's own id.
        raise UserError("That role is everybody's. Pick another one.", field="role")
    return await _save_role(ctx, args.kind, int(args.role), Card(f"{title}: set", text(use), actions=(_BACK,)))


@ask("setup.role_none", who=moderators, summary="Use no role any more")
async def no_role(ctx: Context, args: Kind) -> Card:
    title, _ = _role(args.kind)
    return await _save_role(ctx, args.kind, 0, Card(f"{title}: none", actions=(_BACK,)))


async def _save_role(ctx: Context, kind: str, role: int, done: Card) -> Card:
    before = getattr(ctx.community.settings, f"{kind}_role")
    await ctx.store.choices.save(replace(ctx.community.settings, **{f"{kind}_role": role}))
    await ctx.store.people.forget_roles()
    await auditing.note(ctx, _ROLES[kind][0], str(before or ""), str(role or ""))
    return done
