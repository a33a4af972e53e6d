"""Users, channels, messages and servers over REST."""

from tests.fakes.discord.drafts import rewrite, write
from tests.fakes.discord.messages import FakeMessage
from tests.fakes.discord.wire import Answer, Call, route, unknown
from tests.fakes.discord.world import World


@route("GET", "/users/@me")
def me(world: World, call: Call) -> Answer:
    """The bot."""
    return 200, world.me()


@route("GET", "/oauth2/applications/@me")
@route("GET", "/applications/@me")
def application(world: World, call: Call) -> Answer:
    """The application."""
    return 200, world.application()


@route("GET", "/gateway")
def gateway(world: World, call: Call) -> Answer:
    """Where the gateway is."""
    return 200, {"url": f"ws://{world.address}/gateway"}


@route("GET", "/gateway/bot")
def gateway_bot(world: World, call: Call) -> Answer:
    """The same, with the advised number of shards."""
    left = {"total": 1000, "remaining": world.identifies_left, "reset_after": 14400000, "max_concurrency": 1}
    return 200, {
        "url": f"ws://{world.address}/gateway",
        "shards": world.shards_advised,
        "session_start_limit": left,
    }


@route("GET", "/users/{user}")
def user(world: World, call: Call) -> Answer:
    """A person."""
    found = world.users.get(call.id("user"))
    if found is None:
        raise unknown(10013, "User")
    return 200, found.json()


@route("GET", "/users/@me/guilds")
def guilds(world: World, call: Call) -> Answer:
    """The servers the bot is in."""
    joined = [guild for guild in world.guilds.values() if guild.joined]
    return 200, [
        {"id": str(guild.id), "name": guild.name, "icon": None, "owner": False, "features": [],
         "permissions": str(guild.permissions(world.bot))}
        for guild in joined
    ]  # fmt: skip


@route("POST", "/users/@me/channels")
def open_dm(world: World, call: Call) -> Answer:
    """Opens direct messages."""
    return 200, world.open_dm(int(call.body.get("recipient_id") or 0)).json()


@route("GET", "/guilds/{guild}")
def guild(world: World, call: Call) -> Answer:
    """A server."""
    return 200, world.known_guild(call.id("guild")).json()


@route("GET", "/guilds/{guild}/channels")
def channels(world: World, call: Call) -> Answer:
    """A server's channels."""
    return 200, [channel.json() for channel in world.known_guild(call.id("guild")).channels.values()]


@route("GET", "/guilds/{guild}/roles")
def roles(world: World, call: Call) -> Answer:
    """A server's roles."""
    return 200, world.known_guild(call.id("guild")).json()["roles"]


@route("GET", "/guilds/{guild}/members/{user}")
def member(world: World, call: Call) -> Answer:
    """A member."""
    guild = world.known_guild(call.id("guild"))
    found = world.bot if call.id("user") == world.bot.id else world.users.get(call.id("user"))
    if found is None:
        raise unknown(10013, "User")
    if found.id in guild.gone:
        raise unknown(10007, "Member")
    return 200, guild.member(found)


@route("GET", "/channels/{channel}")
def channel(world: World, call: Call) -> Answer:
    """A channel."""
    return 200, world.channel(call.id("channel")).json()


@route("GET", "/channels/{channel}/messages")
def history(world: World, call: Call) -> Answer:
    """What was written, newest first."""
    found = world.messages(world.channel(call.id("channel")).id)
    return 200, [message.json() for message in reversed(found)][: int(call.request.query.get("limit", 50))]


@route("POST", "/channels/{channel}/messages")
def post(world: World, call: Call) -> Answer:
    """A message; with `enforce_nonce` the one that already has the nonce is answered instead."""
    channel = world.writable(call.id("channel"))
    if call.body.get("enforce_nonce"):
        known = world.nonces.get((channel.id, str(call.body.get("nonce"))))
        if known and not known.deleted:
            return 200, known.json()
    return 200, world.keep(write(world, channel, call.body, call.request.files)).json()


def _message(world: World, call: Call) -> FakeMessage:
    found = world.message(world.channel(call.id("channel")).id, call.id("message"))
    if found.ephemeral:
        raise unknown(10008, "Message")
    return found


@route("GET", "/channels/{channel}/messages/{message}")
def message(world: World, call: Call) -> Answer:
    """A message."""
    return 200, _message(world, call).json()


@route("PATCH", "/channels/{channel}/messages/{message}")
def edit(world: World, call: Call) -> Answer:
    """Changes one of the bot's messages."""
    return 200, rewrite(world, _message(world, call), call.body, call.request.files).json()


@route("DELETE", "/channels/{channel}/messages/{message}")
def delete(world: World, call: Call) -> Answer:
    """Takes a message away."""
    _message(world, call).deleted = True
    return 204, None


@route("POST", "/channels/{channel}/typing")
def typing(world: World, call: Call) -> Answer:
    """Shows that the bot is writing."""
    world.writable(call.id("channel"))
    return 204, None
