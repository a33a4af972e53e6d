"""Texts as HTML: every span escaped, a member's words inert, nothing that turns the line around."""

import re
from typing import assert_never

from markupsafe import Markup, escape

from bot.text import Link, Mention, Said, Span, Strong, Text, When, when_text

_BREAKS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 but for tab and line feed
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turn the direction of writing
    "\u200b\u2060\ufeff\ufff9-\ufffb\ud800-\udfff]"  # without width, or no characters at all
)


def clean(words: str) -> str:
    """The words without control and bidirectional characters; joiners stay, emoji and Persian need them."""
    return _INVISIBLE.sub("", _BREAKS.sub("\n", words))


def to_html(what: Text, zone: str) -> Markup:
    """The text for a reader in `zone`."""
    return Markup("").join(_span(span, zone) for span in what)


def _span(span: Span, zone: str) -> Markup:
    match span:
        case str():
            return escape(clean(span))
        case Said(text=said):
            return Markup('<span class="said" dir="auto">{}</span>').format(clean(said))
        case Strong(text=strong):
            return Markup("<strong>{}</strong>").format(clean(strong))
        case Mention(name=name):
            return Markup('<span class="mention">@{}</span>').format(clean(name) or "somebody")
        case When():
            return moment(span, zone)
        case Link(url=url, label=label):
            link = Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>')
            return link.format(url, clean(label))
        case _:
            assert_never(span)


def moment(when: When, zone: str) -> Markup:
    """A moment in the reader's time; the same in UTC shows on hover."""
    utc = f"{when_text(When(when.at), 'UTC')} UTC"
    return Markup('<time datetime="{}" title="{}">{}</time>').format(when.at.isoformat(), utc, when_text(when, zone))
