"""Reads calendars from the internet: fetched here, made sense of in a child process."""

import logging
from collections.abc import Collection

from adapters.feeds.fetching import Fetcher
from adapters.feeds.parsing import Parser
from adapters.feeds.refusal import Unreadable
from adapters.feeds.way import Way
from bot.ports.feeds import Address, Read, Refused, Seen, Unchanged, Wanted

log = logging.getLogger(__name__)

_DEFECT = "Something went wrong on my side while I read it. I try again."


class WebFeeds:
    """Implements `bot.ports.feeds.FeedReader`. With `hosts`, from those and what lies under them alone."""

    def __init__(self, hosts: Collection[str] = (), way: Way | None = None) -> None:
        self._fetcher = Fetcher(hosts, way)
        self._parser = Parser()

    async def read(self, address: Address, seen: Seen, wanted: Wanted) -> Unchanged | Read | Refused:
        """As the port promises."""
        try:
            found = await self._fetcher.fetch(address, seen)
            return Unchanged() if found is None else await self._parser.parse(found.body, found.seen, wanted)
        except Unreadable as error:
            log.info("a calendar at %s cannot be read: %s", address.host, error.reason)
            return Refused(error.reason)
        except Exception as error:
            # A trace may hold the address, which is a secret.
            log.error("a calendar at %s failed: %s", address.host, type(error).__name__)  # noqa: TRY400
            return Refused(_DEFECT)
