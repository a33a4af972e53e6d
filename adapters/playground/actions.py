"""What changes something: a message, a call, the clock. Each answers with a little JSON for the script."""

from datetime import datetime, timedelta

from aiohttp import web

from adapters.playground import asked, clock, rooms
from adapters.playground.asked import MOST_SAID, Asked
from adapters.playground.live import LIVE
from adapters.playground.rendering import Reader
from adapters.playground.state import STATE, State, reader
from adapters.playground.travel import happened, travel
from bot.calls import Call
from bot.errors import UserError
from bot.text import When, text, when_text
from bot.views import Card, Form, View

PRESS = timedelta(seconds=1)
"""How long pressing something takes, so that no two things happen at the very same moment."""

_NO_READER = "The bot does not read messages. Type / to see what you can ask for."


async def say(request: web.Request) -> web.Response:
    """Somebody writes a message of their own; the bot does not read it."""
    state, body = request.app[STATE], await asked.read(request)
    who = reader(state, body.address)
    said = body.word("text").strip()
    if not said or len(said) > MOST_SAID:
        raise web.HTTPBadRequest(text=f"A message has 1 to {MOST_SAID} characters.")
    async with state.turn:
        state.chat.say(who.room, who.persona.account, said, state.clock.now())
        state.chat.read(who.persona.account, who.room)
    await request.app[LIVE].refresh()
    is_for_the_bot = who.room == rooms.with_bot(who.room.space, who.persona.account)
    return web.json_response({"said": _NO_READER} if is_for_the_bot else {})


async def act(request: web.Request) -> web.Response:
    """A command, a button, a menu, a form: the call goes to the door, the view comes back into the room."""
    state, body = request.app[STATE], await asked.read(request)
    who = reader(state, body.address)
    async with state.turn:
        state.clock.set(state.clock.now() + PRESS)
        view = await _answered(state, who, body)
        shown = _shown(state, who, view, body.number("post"))
        await state.clockwork.tick(state.clock.now())
    await request.app[LIVE].refresh()
    return web.json_response(shown)


async def _answered(state: State, who: Reader, body: Asked) -> View:
    typed = body.typed()
    try:
        call: Call = body.call()
    except UserError as error:
        return Card("That did not work", text(error.message), tone="warning")
    actor, now = who.persona.actor(who.room.space), state.clock.now()
    if body.flag("form"):
        return await state.app.form(actor, call, now=now)
    return await state.app.answer(actor, call, typed, now=now)


def _shown(state: State, who: Reader, view: View, pressed: int) -> dict[str, str]:
    """Puts the answer where it belongs: a form in a dialog, a public view in the room, others for them."""
    if isinstance(view, Form):
        return {"dialog": state.renderer.view(view, who, "dialog")}
    if getattr(view, "is_public", False):
        state.chat.show(who.room, view, state.clock.now())
        state.chat.dismiss(who.persona.account, pressed)
    else:
        state.chat.answer(who.room, who.persona.account, view, state.clock.now(), instead_of=pressed)
    state.chat.read(who.persona.account, who.room)
    return {}


async def dismiss(request: web.Request) -> web.Response:
    """Takes away an answer only they see."""
    state, body = request.app[STATE], await asked.read(request)
    who = reader(state, body.address)
    state.chat.dismiss(who.persona.account, body.number("post"))
    await request.app[LIVE].refresh()
    return web.json_response({})


async def read(request: web.Request) -> web.Response:
    """The page shows the room, so what is in it has been read."""
    state, body = request.app[STATE], await asked.read(request)
    who = reader(state, body.address)
    state.chat.read(who.persona.account, who.room)
    await request.app[LIVE].refresh()
    return web.json_response({})


async def direct_messages(request: web.Request) -> web.Response:
    """A persona takes direct messages, or no longer does."""
    state, body = request.app[STATE], await asked.read(request)
    who = reader(state, body.address)
    state.chat.set_takes_dms(who.persona.account, body.flag("takes"))
    await request.app[LIVE].refresh()
    return web.json_response({})


async def move(request: web.Request) -> web.Response:
    """Moves the clock and tells what happened on the way, or why it does not move."""
    state, body = request.app[STATE], await asked.read(request)
    who = reader(state, body.address)
    async with state.turn:
        before = state.chat.change
        try:
            target = state.clock.checked(_target(state, who, body))
        except UserError as error:
            return web.json_response({"error": error.message})
        await travel(state.clock, state.clockwork, target, request.app[LIVE].refresh)
        posts = state.chat.since(before)
    it_is = when_text(When(state.clock.now()), who.zone)
    return web.json_response({"said": f"It is {it_is}. {happened(state.town, posts)}"})


def _target(state: State, who: Reader, body: Asked) -> datetime:
    now = state.clock.now()
    match body.word("by"):
        case "hour":
            return now + timedelta(hours=1)
        case "morning":
            return clock.tomorrow_morning(now, who.zone)
        case "monday":
            return clock.next_monday(now, who.zone)
        case _:
            return clock.typed_moment(body.word("to"), who.zone)
