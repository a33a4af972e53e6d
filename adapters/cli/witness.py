"""What time it is elsewhere: the servers we speak to anyway say it in every answer."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from aiohttp import ClientError, ClientSession, ClientTimeout

log = logging.getLogger(__name__)

_SECONDS = 5


async def time_at(addresses: Sequence[str]) -> datetime | None:
    """The `Date` (RFC 9110, 6.6.1) of the first of these addresses that answers; None when none does."""
    async with ClientSession(timeout=ClientTimeout(total=_SECONDS)) as session:
        for address in addresses:
            try:
                async with session.head(address, allow_redirects=False) as answer:
                    return parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC)
            except (ClientError, TimeoutError, KeyError, ValueError) as error:
                log.info("%s does not tell the time: %s", address, type(error).__name__)
    return None
