"""Files on their way to Slack: put up first, where nobody sees them, then shown in a message or given to one person.

A file is given by the person's own id, never by a channel's, so that none can end up in a channel.
"""

import logging
import re

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.refusal import word
from bot.views import Attachment, Picture

log = logging.getLogger(__name__)

_PERSON = re.compile(r"[UW][A-Z0-9]{2,20}")
_LOST = (OSError, aiohttp.ClientError, TimeoutError)


async def uploaded(client: AsyncWebClient, picture: Picture) -> str:
    """Slack's id of a picture, which is in no channel yet. Raises SlackApiError."""
    answer = await client.files_upload_v2(filename=picture.name, content=picture.png, alt_txt=picture.alt)
    return str(answer["files"][0]["id"])


async def give(client: AsyncWebClient, attachment: Attachment, user: str) -> None:
    """Puts a file into the direct messages of one person. Never raises for what Slack does: the words are there."""
    if not _PERSON.fullmatch(user):
        log.warning("a file was not given: this is no person's id")
        return
    try:
        await client.files_upload_v2(filename=attachment.name, content=attachment.data, channels=[user])
    except SlackApiError as error:
        log.warning("a file was not taken: %s", word(error))
    except (SlackRequestError, *_LOST) as error:
        log.warning("a file was lost: %s", type(error).__name__)
