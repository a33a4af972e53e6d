"""What goes wrong with a service, and that it has one name: each in turn, over the wire."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from adapters.rooms import wire
from adapters.rooms.account import Token, Tokens
from adapters.rooms.opening import look
from bot.ports.rooms import RoomsUnavailable
from tests.adapters.rooms.studio import LATER, MEETING, NOW, Studio, settings_of
from tests.fakes.rooms.serving import Fault, hangs, status


async def refusal(studio: Studio) -> RoomsUnavailable:
    with pytest.raises(RoomsUnavailable) as caught:
        await studio.service.create(MEETING)
    return caught.value


async def test_many_at_once_fetch_one_token(studio: Studio) -> None:
    await asyncio.gather(*(studio.service.create(MEETING) for _ in range(10)))
    assert len(studio.fake.issued) == 1
    studio.fake.expire()
    await asyncio.gather(*(studio.service.create(MEETING) for _ in range(10)))
    assert len(studio.fake.issued) == 2


async def test_a_token_that_ends_midway_is_renewed_once_and_nobody_notices(studio: Studio) -> None:
    made = await studio.service.create(MEETING)
    studio.fake.expire()
    await studio.service.move(made.external, LATER)
    await studio.service.delete(made.external, LATER)
    assert len(studio.fake.issued) == 2


async def test_a_token_is_renewed_ahead_of_its_end() -> None:
    moment, fetched = 0.0, 0

    async def fetch() -> Token:
        nonlocal fetched
        fetched += 1
        return Token(f"t{fetched}", 3600)

    tokens = Tokens(fetch, lambda: moment)
    assert await tokens.get() == await tokens.get() == "t1"
    moment = 3479
    assert await tokens.get() == "t1"
    moment = 3480
    assert await tokens.get() == "t2"
    assert await tokens.get(refused="t1") == "t2", "somebody else renewed it meanwhile"
    assert await tokens.get(refused="t2") == "t3"


async def test_an_app_that_is_not_allowed_in_any_more_is_no_use_to_try_again(studio: Studio) -> None:
    await studio.service.create(MEETING)
    studio.fake.is_revoked = True
    error = await refusal(studio)
    assert error.is_final
    asked = len(studio.fake.said)
    studio.fake.is_revoked = False
    await studio.service.create(MEETING)
    assert len(studio.fake.said) > asked


async def test_a_fresh_token_that_is_refused_is_asked_for_only_once(studio: Studio) -> None:
    studio.fake.faults = [status(401), status(401)]
    error = await refusal(studio)
    assert error.is_final
    assert "is the app still allowed in?" in error.reason
    assert len(studio.fake.issued) == 2


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("30", timedelta(seconds=30)),
        ("Mon, 02 Mar 2026 12:01:00 GMT", timedelta(minutes=1)),
        ("2026-03-03T00:00:00Z", timedelta(hours=12)),
        ("2026-03-02T11:00:00", timedelta(0)),
        ("999999999999", timedelta(days=1)),
        ("soon", None),
        ("", None),
    ],
)
async def test_a_service_that_wants_to_be_left_alone_says_how_long(
    studio: Studio, said: str, wait: timedelta | None
) -> None:
    studio.fake.faults = [status(429, **{"Retry-After": said})]
    error = await refusal(studio)
    assert (error.wait, error.is_final) == (wait, False)


@pytest.mark.parametrize("code", [500, 502, 503])
async def test_a_service_that_is_down_may_be_up_again(studio: Studio, code: int) -> None:
    studio.fake.faults = [status(code, "<html>canary-body</html>")]
    error = await refusal(studio)
    assert str(code) in error.reason
    assert not error.is_final
    assert (await studio.service.create(MEETING)).url.startswith("https://")


@pytest.mark.parametrize("where", ["faults", "token_faults"])
@pytest.mark.parametrize("body", ["<html>", "[1]", "{", '{"id": null}', "[" * 100_000])
async def test_an_answer_nobody_can_read_is_no_answer(studio: Studio, where: str, body: str) -> None:
    setattr(studio.fake, where, [status(201 if where == "faults" else 200, body)])
    error = await refusal(studio)
    assert "canary" not in error.reason


async def test_a_link_that_is_not_https_is_refused(studio: Studio) -> None:
    studio.fake.link = "javascript:alert(1)//"
    assert "that can be used" in (await refusal(studio)).reason


@pytest.mark.parametrize("where", ["faults", "token_faults"])
async def test_a_service_that_hangs_has_not_answered(
    studio: Studio, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "TIMEOUT", aiohttp.ClientTimeout(total=0.3))
    setattr(studio.fake, where, [hangs()])
    error = await refusal(studio)
    assert "does not answer in time" in error.reason
    assert not error.is_final


async def test_a_service_that_is_not_there_cannot_be_reached(studio: Studio) -> None:
    def cut() -> Fault:
        async def answer() -> Any:
            raise ConnectionResetError

        return answer

    studio.fake.token_faults = [cut()]
    assert (await refusal(studio)).reason


async def test_what_was_moved_or_deleted_elsewhere_is_known_to_be_gone(studio: Studio) -> None:
    made = await studio.service.create(MEETING)
    studio.fake.faults = [status(404)]
    await studio.service.delete(made.external, MEETING)
    studio.fake.faults = [status(400)]
    with pytest.raises(RoomsUnavailable) as caught:
        await studio.service.delete(made.external, MEETING)
    assert caught.value.is_final


async def test_a_check_asks_for_a_token_and_makes_nothing(studio: Studio) -> None:
    [(what, mend)] = await look(settings_of(studio.fake), lambda: NOW)
    assert "gives a token" in what
    assert mend == ""
    studio.fake.is_revoked = True
    [(what, mend)] = await look(settings_of(studio.fake), lambda: NOW)
    assert "gives no token" in what
    assert mend
    assert all(said.endswith("/token") for said in studio.fake.said)


async def test_nothing_secret_is_ever_logged_shown_or_raised(studio: Studio, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    made = await studio.service.create(MEETING)
    await studio.service.move(made.external, LATER)
    await studio.service.delete(made.external, LATER)
    raised: list[RoomsUnavailable] = []
    for faults in ([status(500)], [status(400, '{"error": "canary message", "code": "canary message"}')]):
        studio.fake.faults = faults
        raised.append(await refusal(studio))
    studio.fake.is_revoked = True
    raised.append(await refusal(studio))
    shown = caplog.text + repr(raised) + repr(studio.settings) + "".join(error.reason for error in raised)
    assert "canary" not in shown
    assert "PRIVATE" not in shown
