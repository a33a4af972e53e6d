"""What a platform may deliver twice is known again, and tells nobody what it was."""

from datetime import timedelta

from sqlalchemy import select

from storage.tables.people import receipts
from tests.contracts.storage.places import START, Place

PRESSED = "action:1772452800.000100:U-of-ada:opens|vent.mine/the-key-of-a-post"
"""As Slack tells it: when, who, and the button, which here is an author's own."""


async def test_neither_the_account_nor_the_button_nor_the_minute_is_kept(campus: Place) -> None:
    async with campus.database.writing() as tx:
        assert await tx.presence.receive("town", PRESSED, START + timedelta(minutes=17))
    async with campus.database.writing() as tx:
        assert not await tx.presence.receive("town", PRESSED, START + timedelta(minutes=18))
        assert await tx.presence.receive("elsewhere", PRESSED, START + timedelta(minutes=18))
    async with campus.database.engine.connect() as connection:
        kept = (await connection.execute(select(receipts))).all()
    assert [row.at for row in kept] == [START, START]
    assert not [row for row in kept if "of-ada" in row.receipt or "the-key" in row.receipt]
    assert len({row.receipt for row in kept}) == 2
