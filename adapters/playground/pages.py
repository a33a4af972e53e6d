"""What is only looked at: the page, two personas side by side, command list, autocomplete, pictures and files."""

from typing import Any

from aiohttp import web

from adapters.playground import rooms
from adapters.playground.rendering import Reader
from adapters.playground.state import STATE, State, home, reader
from adapters.playground.town import Persona
from bot.calls import Call
from bot.errors import UserError
from bot.views import attachment_of

_HTML = "text/html"


def shared(state: State, who: Reader, *, is_bare: bool) -> dict[str, Any]:
    """What the parts that live updates replace are filled with: sidebar, personas, clock."""
    town, chat = state.town, state.chat
    space = who.room.space
    return {
        "reader": who,
        "zone": who.zone,
        "now": state.clock.now(),
        "is_bare": is_bare,
        "spaces": [(known, home(state, who.persona, known.id)) for known in town.spaces],
        "space": town.space(space),
        "rooms": [
            (room, rooms.title(town, who.persona, room), chat.unread(who.persona.account, room))
            for room in rooms.rooms_of(town, who.persona, space)
        ],
        "personas": [
            (persona, _after_switch(state, persona, who), _waiting(state, persona, who)) for persona in town.personas
        ],
        "takes_dms": chat.takes_dms(who.persona.account),
    }


def _after_switch(state: State, persona: Persona, who: Reader) -> rooms.Room:
    """The room a switch of persona opens: news from the bot first, then the channel one is in."""
    own = rooms.with_bot(who.room.space, persona.account)
    stays = who.room.channel and rooms.can_see(state.town, persona, who.room)
    return who.room if stays and not state.chat.unread(persona.account, own) else own


def _waiting(state: State, persona: Persona, who: Reader) -> int:
    """What a persona has not read; the open room is being read right now."""
    open_here = state.chat.unread(persona.account, who.room) if persona == who.persona else 0
    return state.chat.unread_of(persona) - open_here


async def page(request: web.Request) -> web.Response:
    """The chat as one persona sees it. `bare` leaves out the clock bar: a half of two side by side."""
    state = request.app[STATE]
    who = reader(state, request.query)
    account = who.persona.account
    state.chat.read(account, who.room)
    html = state.renderer.page(
        "page.html",
        **shared(state, who, is_bare="bare" in request.query),
        title=rooms.title(state.town, who.persona, who.room),
        topic=rooms.topic(state.town, who.persona, who.room),
        entries=state.renderer.entries(state.chat.posts(who.room, account), who),
        change=state.chat.change,
    )
    return web.Response(text=html, content_type=_HTML)


async def pair(request: web.Request) -> web.Response:
    """Two personas side by side: two frames of the same page under one clock."""
    state = request.app[STATE]
    personas = state.town.personas
    left = reader(state, {"as": request.query.get("left", "")})
    right = reader(state, {"as": request.query.get("right", personas[min(1, len(personas) - 1)].account)})
    html = state.renderer.page(
        "pair.html", **shared(state, left, is_bare=False), left=left, right=right, change=state.chat.change
    )
    return web.Response(text=html, content_type=_HTML)


async def commands(request: web.Request) -> web.Response:
    """The commands this persona may type, as the composer's list."""
    state = request.app[STATE]
    who = reader(state, request.query)
    found = await state.app.commands(who.persona.actor(who.room.space), now=state.clock.now())
    return web.Response(text=state.renderer.page("list.html", asks=found), content_type=_HTML)


async def command(request: web.Request) -> web.Response:
    """The typed options of one command, as labelled fields."""
    state = request.app[STATE]
    who = reader(state, request.query)
    try:
        ask = state.app.registry.find(request.query.get("name", ""))
        fields = ask.form(Call(ask.name)).fields if ask.typed else ()
    except (UserError, ValueError):
        raise web.HTTPNotFound(text="There is no such command.") from None
    return web.Response(text=state.renderer.fields(ask, fields, who), content_type=_HTML)


async def suggest(request: web.Request) -> web.Response:
    """Options for a field that is being typed."""
    state = request.app[STATE]
    who = reader(state, request.query)
    asked = request.query.get("ask", "").partition(":")[0]
    field, text = request.query.get("field", ""), request.query.get("text", "")
    actor = who.persona.actor(who.room.space)
    options = await state.app.suggest(actor, asked, field, text, now=state.clock.now())
    return web.json_response([{"value": o.value, "label": o.label, "hint": o.hint} for o in options])


async def picture(request: web.Request) -> web.Response:
    """A picture of a message this persona can see."""
    state = request.app[STATE]
    who = reader(state, request.query)
    post = state.chat.get(int(request.match_info["post"]))
    found = getattr(post.view, "picture", None) if post else None
    if post is None or found is None or post.room != who.room or not post.is_for(who.persona.account):
        raise web.HTTPNotFound(text="There is no such picture.")
    return web.Response(body=found.png, content_type="image/png")


async def attachment(request: web.Request) -> web.Response:
    """The file of a message this persona can see, to keep and never to show."""
    state = request.app[STATE]
    who = reader(state, request.query)
    post = state.chat.get(int(request.match_info["post"]))
    found = attachment_of(post.view) if post and post.view else None
    if post is None or found is None or post.room != who.room or not post.is_for(who.persona.account):
        raise web.HTTPNotFound(text="There is no such file.")
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
    return web.Response(body=found.data, content_type=found.media, headers=headers)


async def mark(request: web.Request) -> web.Response:
    """The playground's own mark, for the browser's tab."""
    svg = request.app[STATE].renderer.page("mark.html")
    return web.Response(text=svg, content_type="image/svg+xml")
