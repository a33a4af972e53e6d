"""The connection that events come through: cut, asked to come again, ended for good, silent."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.cli import wiring
from adapters.cli.config import Config, DatabaseConfig, DiscordConfig
from adapters.cli.errors import OperatorError
from adapters.cli.running import ENDED, serve
from adapters.cli.wiring import bot_of
from adapters.discord.service import NOT_REACHED, REFUSES_INTENTS, REFUSES_US, Refused
from tests.adapters.discord.campus import Campus
from tests.adapters.discord.crowd import Crowd
from tests.adapters.discord.evidence import answers, at_rest
from tests.fakes.discord import FakeDiscord
from tests.sealing import KEY

pytestmark = pytest.mark.usefixtures("hasty")

Fault = Callable[[FakeDiscord], Awaitable[None]]
FAULTS: dict[str, Fault] = {
    "cut without a word": lambda fake: fake.disconnect(1006),
    "closed with an unknown error": lambda fake: fake.disconnect(4000),
    "asked to connect again": lambda fake: fake.reconnect(),
    "invalid but to be resumed": lambda fake: fake.invalid_session(resumable=True),
    "invalid for good": lambda fake: fake.invalid_session(),
    "timed out": lambda fake: fake.disconnect(4009),
}
LOSES_THE_SESSION = ("invalid for good", "timed out")


async def back_again(campus: Campus, lines: int) -> None:
    """A further line is there, and what came with it is done."""
    fake = campus.fake
    await fake.until(lambda: len(fake.resumes) + len(fake.identifies) > lines and fake.gateway.live(), "back again")
    await at_rest(campus)


@pytest.mark.parametrize("what", FAULTS)
async def test_a_connection_that_ends_is_made_again_and_loses_nothing(campus: Campus, what: str) -> None:
    ada = campus.person("Ada")
    crowd = await Crowd.gathered(campus, 3)
    before = len(campus.fake.identifies)
    await FAULTS[what](campus.fake)
    await crowd.hears()
    assert crowd.heard() == [1, 1, 1], "sending needs no gateway"
    await back_again(campus, 1)
    await ada.types("home")
    assert ada.seen.text
    assert len(campus.fake.identifies) - before <= 1
    if what not in LOSES_THE_SESSION:
        assert len(campus.fake.resumes) == 1
        assert len(campus.fake.identifies) == before
    assert len(campus.fake.messages(next(iter(campus.guild.channels)))) == 1, "the welcome is said once"


async def test_a_command_typed_while_nobody_was_connected_is_answered_once(campus: Campus) -> None:
    await campus.mentor("Grace")
    ada = campus.person("Ada")
    async with campus.fake.cut_off():
        typing = asyncio.ensure_future(ada.types("find-mentor", {"topic": "statistics"}))
        await asyncio.sleep(0.05)
        assert not typing.done()
    found = await typing
    assert found.message.text
    await at_rest(campus)
    assert len(campus.fake.resumes) == 1
    callbacks = answers(campus.fake, found.interaction)
    assert [one.status for one in callbacks] == [200]


async def test_many_cuts_cost_few_identifies(campus: Campus) -> None:
    for number in range(8):
        await campus.fake.disconnect(1006)
        await back_again(campus, 1 + number)
    assert len(campus.fake.identifies) == 1
    assert len(campus.fake.resumes) == 8


@pytest.mark.parametrize(
    ("code", "said"), [(4004, REFUSES_US), (4014, REFUSES_INTENTS), (4013, "Discord closed the connection for good")]
)
async def test_a_connection_ended_for_good_says_what_to_do(campus: Campus, code: int, said: str) -> None:
    await campus.fake.disconnect(code)
    assert said in await asyncio.wait_for(campus.service.gone, 5)
    assert len(campus.fake.identifies) == 1, "what is refused for good is not asked for again"


async def test_a_wrong_token_is_refused_in_words_and_asked_once(campus: Campus) -> None:
    since = len(campus.fake.requests)
    with pytest.raises(Refused, match="Reset Token"):
        await campus.starts(token="wrong")
    assert [one.status for one in campus.fake.requests[since:]] == [401]
    assert "wrong" not in repr(campus.settings)
    assert campus.settings.token not in repr(campus.settings)


async def test_a_start_that_the_gateway_refuses_says_why(campus: Campus) -> None:
    await campus.service.stop()
    refused = campus.fake.gateway
    refused.allowed_intents = 0
    with pytest.raises(Refused, match="intents"):
        await campus.starts()
    refused.allowed_intents = -1
    await campus.starts()
    assert len(campus.services) == 3


@pytest.mark.parametrize("path", ["/users/@me", "/commands"])
async def test_a_start_without_discord_says_so(campus: Campus, path: str) -> None:
    await campus.service.stop()
    campus.fake.drop("GET", path, times=2)
    with pytest.raises(Refused, match=NOT_REACHED[:20]):
        await campus.starts()
    campus.fake.fail("GET", path, 429, html=True)
    with pytest.raises(Refused, match="Start again in 15 minutes"):
        await campus.starts()


async def test_a_start_asked_to_wait_for_long_says_so(campus: Campus) -> None:
    await campus.service.stop()
    campus.fake.fail("GET", "/users/@me", 429, retry_after=120, everywhere=True)
    with pytest.raises(Refused, match="Start again in 2 minutes"):
        await campus.starts()


async def test_a_silent_connection_is_replaced_within_two_heartbeats(campus: Campus) -> None:
    await campus.service.stop()
    campus.fake.heartbeat_interval = 200
    await campus.starts(heartbeat_timeout=0.3)
    campus.fake.stop_heartbeat_acks()
    before = campus.fake.gateway.heartbeats
    await back_again(campus, 2)
    assert campus.fake.gateway.heartbeats - before <= 3, "two on the silent line, one on the new"
    assert len(campus.fake.resumes) == 1
    ada = campus.person("Ada")
    await ada.types("home")
    assert ada.seen.text


def config_of(campus: Campus, database: str) -> Config:
    discord = DiscordConfig(token=campus.fake.token, api_url=campus.fake.api_url)
    return Config(database=DatabaseConfig(database, (KEY,)), discord=discord)


@pytest.fixture
def url(memory_folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the campus's database is; the program waits for no further servers at its start."""
    real = wiring.discord_settings
    monkeypatch.setattr(wiring, "discord_settings", lambda *given: replace(real(*given), guild_ready_timeout=0.01))
    return f"sqlite:///{memory_folder / 'office-hours.db'}"


async def test_the_program_ends_with_its_own_code_when_discord_ends_it(
    campus: Campus, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await campus.service.stop()
    running = asyncio.ensure_future(serve(bot_of(config_of(campus, url))))
    await campus.fake.connected()
    await campus.fake.until(lambda: "ready" in caplog.text or running.done(), "the program is ready")
    await campus.fake.disconnect(4004)
    assert await asyncio.wait_for(running, 9) == ENDED
    assert "Reset Token" in caplog.text


async def test_the_program_does_not_start_with_a_token_that_is_refused(campus: Campus, url: str) -> None:
    await campus.service.stop()
    campus.fake.world.token = "another"
    discord = DiscordConfig(token="wrong", api_url=campus.fake.api_url)
    config = Config(database=DatabaseConfig(url, (KEY,)), discord=discord)
    with pytest.raises(OperatorError, match="Reset Token"):
        await serve(bot_of(config))


async def test_stopping_is_no_reason_to_raise_an_alarm(campus: Campus) -> None:
    await campus.service.stop()
    assert not campus.service.gone.done()
