"""Text as Slack's rich text: a list of typed elements in which no letter is ever read as markup.

Where Slack takes no rich text (small print beside blocks, notifications) text is escaped: `&`, `<` and `>` alone start
anything in its mrkdwn that notifies or links, and blocks are sent `verbatim`, so nothing else is looked for.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, assert_never

from bot.text import (
    Link,
    Mention,
    Said,
    Span,
    Strong,
    Text,
    When,
    WhenStyle,
    clean,
    clipped,
    is_blank,
    label,
    plain,
    when_text,
)

Element = dict[str, Any]

_FORMATS: dict[WhenStyle, str] = {
    "moment": "{date_long_pretty}, {time}",
    "day": "{date_long}",
    "time": "{time}",
}
"""Slack's date tokens: each reader's client shows them in its own zone."""
_USER = re.compile(r"[UW][A-Z0-9]{2,20}")


def escaped(words: str) -> str:
    """The words, cleaned, as mrkdwn in which nothing mentions anybody or leads anywhere."""
    return clean(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _date(at: datetime, style: WhenStyle, zone: str) -> Element:
    fallback = when_text(When(at, style), zone)
    return {"type": "date", "timestamp": int(at.timestamp()), "format": _FORMATS[style], "fallback": fallback}


def _element(span: Span, zone: str, *, pings: bool) -> Element:
    match span:
        case str():
            return {"type": "text", "text": clean(span)}
        case Said(text=said):
            return {"type": "text", "text": clean(said)}
        case Strong(text=ours):
            return {"type": "text", "text": clean(ours), "style": {"bold": True}}
        case Mention():
            if pings and _USER.fullmatch(span.account):
                return {"type": "user", "user_id": span.account}
            return {"type": "text", "text": label(span.name, "somebody")}
        case When():
            return _date(span.at, span.style, zone)
        case Link():
            return {"type": "link", "url": span.url, "text": label(span.label)}
        case _:
            assert_never(span)


def elements(text: Text, zone: str, *, pings: bool, is_bold: bool = False) -> list[Element]:
    """The text's elements. `zone` is for clients that show no dates; `pings`: people are mentioned, not only named."""
    made = [_element(span, zone, pings=pings) for span in text]
    kept = [element for element in made if element["type"] != "text" or element["text"]]
    if all(element["type"] == "text" and is_blank(element["text"]) for element in kept):
        return []
    if is_bold:
        kept = [
            {**element, "style": {"bold": True}} if element["type"] in ("text", "user") else element for element in kept
        ]
    return kept


_NOTHING: Element = {"type": "text", "text": "…"}
"""Where nothing of the words can be seen."""


def rich(*parts: list[Element]) -> Element:
    """A block of rich text; each part is a paragraph. Empty parts are left out."""
    shown: list[Element] = []
    for part in parts:
        if part:
            shown += [{"type": "text", "text": "\n"}] if shown else []
            shown += part
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": shown or [_NOTHING]}]}


def small(text: Text, zone: str) -> Element:
    """A block of small print. Dates need mrkdwn; a member's words and names never come into it."""
    if any(isinstance(span, Said | Mention | Link) for span in text):
        return rich(elements(text, zone, pings=False))
    said = "".join(_inline(text, zone))
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": said, "verbatim": True}]}


def _inline(text: Text, zone: str) -> Iterator[str]:
    for span in text:
        if isinstance(span, When):
            fallback = escaped(when_text(span, zone))
            yield f"<!date^{int(span.at.timestamp())}^{_FORMATS[span.style]}|{fallback}>"
        else:
            yield escaped(plain((span,), zone))


def notification(title: str, text: Text, zone: str) -> str:
    """What a phone shows before the message is opened, at most 300 characters before escaping."""
    return escaped(clipped(label(f"{title}: {plain(text, zone)}" if text else title), 300))
