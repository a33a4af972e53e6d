"""One answer on its way out: in the acknowledgement where Slack takes it, else where it was asked."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.blocks import Block, Surface, blocks, plain_text, summary
from adapters.slack.files import give
from adapters.slack.forms import mistakes, modal
from adapters.slack.incoming import Incoming
from adapters.slack.refusal import word
from bot.text import text
from bot.views import Card, Form, View, attachment_of

log = logging.getLogger(__name__)

TITLE = "Office Hours"
SETTLED_SECONDS = 0.5
_LATE = ("trigger_expired", "expired_trigger_id", "trigger_exchanged", "exchanged_trigger_id", "invalid_trigger_id")
_LOST = (OSError, aiohttp.ClientError, TimeoutError)
_WAIT = Card("One moment", text("I am looking."))


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one deed. `zone` is the reader's, for clients that show no dates."""

    client: AsyncWebClient
    ack: AsyncAck
    asked: Incoming
    zone: str

    @property
    def _surface(self) -> Surface:
        return Surface(self.zone, pings=True)

    async def first(self, view: View) -> None:
        """Acknowledges with the view itself."""
        if isinstance(view, Form):
            await self._form(view)
        elif self.asked.is_submission:
            await self.ack(response_action="update", view=self._page(view))
        elif self.asked.place == "command":
            await self.ack(self._message(view))
        else:
            await self.ack()
            await self.later(view)

    async def acknowledge(self) -> None:
        """Gains time. A modal shows that something is under way."""
        if self.asked.is_submission:
            await self.ack(response_action="update", view=self._page(_WAIT))
        else:
            await self.ack()

    async def later(self, view: View) -> None:
        """Shows the view where it was asked, after the acknowledgement. Never raises for what Slack does."""
        if self.asked.is_submission:
            # Slack may take "One moment" from the acknowledgement after an update that comes on its heels.
            await asyncio.sleep(SETTLED_SECONDS)
        try:
            await self._show(view)
        except SlackApiError as error:
            log.warning("an answer was not taken: %s", word(error))
        except _LOST as error:
            log.warning("an answer was lost: %s", type(error).__name__)

    async def hand_over(self, view: View) -> None:
        """The view's file: an answer that only they see cannot hold one, so it comes by direct message."""
        attachment = attachment_of(view)
        if attachment:
            await give(self.client, attachment, self.asked.user)

    async def _form(self, form: Form) -> None:
        """A form beside its mistakes in the modal that is open, or a modal of its own."""
        if self.asked.is_submission:
            wrong = mistakes(form)
            if wrong:
                await self.ack(response_action="errors", errors=wrong)
            else:
                await self.ack(response_action="update", view=modal(form, self.zone))
            return
        await self.ack()
        await self.later(form)

    async def _show(self, view: View) -> None:
        if self.asked.is_submission or (self.asked.place == "modal" and not isinstance(view, Form)):
            await self.client.views_update(view_id=self.asked.view, view=self._shown_as_view(view))
        elif isinstance(view, Form):
            await self._open(view)
        elif self.asked.place == "home":
            await self.client.views_open(trigger_id=self.asked.trigger, view=self._page(view))
        else:
            await self._respond(view)

    async def _open(self, form: Form) -> None:
        """On top of an open modal, or as a new one; as a message when the trigger has run out."""
        shown = modal(form, self.zone)
        try:
            if self.asked.place == "modal":
                await self.client.views_push(trigger_id=self.asked.trigger, view=shown)
            else:
                await self.client.views_open(trigger_id=self.asked.trigger, view=shown)
        except SlackApiError as error:
            if word(error) not in _LATE or not self.asked.response_url:
                raise
            await self._respond(form)

    async def _respond(self, view: View) -> None:
        """In place of an answer of ours, below anything else."""
        hook = AsyncWebhookClient(self.asked.response_url, session=self.client.session, retry_handlers=[])
        is_in_place = self.asked.place == "answer"
        answered = await hook.send_dict(self._message(view) | {"replace_original": is_in_place})
        if answered.status_code != 200:
            log.warning("an answer was not taken: status %s", answered.status_code)

    def _message(self, view: View) -> dict[str, Any]:
        """Seen by who asked alone, everywhere: two people's own direct messages look like those with the bot."""
        shown = {"text": summary(view, self.zone), "blocks": blocks(view, self._surface)}
        return shown | {"response_type": "ephemeral"}

    def _shown_as_view(self, view: View) -> Block:
        return modal(view, self.zone) if isinstance(view, Form) else self._page(view)

    def _page(self, view: View) -> Block:
        """A view in a modal with nothing to send."""
        return {
            "type": "modal",
            "title": plain_text(TITLE, 24),
            "close": plain_text("Close", 24),
            "blocks": blocks(view, self._surface),
        }

    @classmethod
    async def sorry(cls, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient, said: str) -> None:
        """Answers what could not even be read."""
        shown = Card("That did not work", text(said), tone="warning")
        if body.get("type") == "view_submission":
            page = {
                "type": "modal",
                "title": plain_text(TITLE, 24),
                "close": plain_text("Close", 24),
                "blocks": blocks(shown, Surface("UTC")),
            }
            await ack(response_action="update", view=page)
            return
        await ack()
        url = str(body.get("response_url") or "")
        if url:
            hook = AsyncWebhookClient(url, session=client.session, retry_handlers=[])
            shown_as = {"text": summary(shown, "UTC"), "blocks": blocks(shown, Surface("UTC"))}
            await hook.send_dict({**shown_as, "response_type": "ephemeral", "replace_original": False})
