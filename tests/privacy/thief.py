"""Ways to guess who wrote a post. Each is as clever as one that is paid for; none has the key."""

import hashlib
import hmac
import random
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import product
from statistics import mean

from tests.privacy.loot import Loot, Post, moment

Guess = Callable[[Post], int]
Way = Callable[[Loot], Guess]
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LONGEST_WAIT = 16 * MINUTE
"""Before it comes a post was written at most so long ago: the source is open."""
SEAL_ADDS = 33
"""Bytes."""


def _most(votes: Iterable[int], among: list[int], draw: random.Random) -> int:
    """The one named most often; drawn where nobody is."""
    ranked = Counter(votes).most_common()
    best = [who for who, number in ranked if number == ranked[0][1]]
    return draw.choice(best or among)


def chance(loot: Loot) -> Guess:
    draw = random.Random(0)
    return lambda post: draw.choice(loot.members)


def _nearest(loot: Loot, traces: Iterable[tuple[datetime, int]], before: timedelta, after: timedelta) -> Guess:
    """Whoever left the trace that is nearest to when it may have been written."""
    draw, found = random.Random(0), sorted({*traces})
    moments = [at for at, _ in found]

    def guess(post: Post) -> int:
        within = found[bisect_left(moments, post.at - before) : bisect_right(moments, post.at + after)]
        written = post.at - 8 * MINUTE
        ranked = sorted(within, key=lambda one: abs(one[0] - written))
        return ranked[0][1] if ranked else draw.choice(loot.members)

    return guess


def last_use(loot: Loot) -> Guess:
    """Accounts say when each was used last; several copies say it for several days."""
    used = ((at, row["person_id"]) for row in loot.rows("accounts", every=True) if (at := moment(row["used_at"])))
    return _nearest(loot, (one for one in used if one[1] in loot.members), LONGEST_WAIT, timedelta())


def nearest_trace(loot: Loot) -> Guess:
    """Any moment beside any person in any table, from before the post came."""
    return _nearest(loot, loot.traces(), LONGEST_WAIT, timedelta())


def next_trace(loot: Loot) -> Guess:
    """Whoever does something soon after it: reads it, or writes on."""
    return _nearest(loot, loot.traces(), timedelta(), HOUR)


def same_hour(loot: Loot) -> Guess:
    """Whoever has most traces in the hour in which the row says that it was written."""
    draw, by_hour = random.Random(0), defaultdict[datetime, list[int]](list)
    for at, who in set(loot.traces()):
        by_hour[at.replace(minute=0, second=0, microsecond=0)].append(who)
    made = {row["id"]: moment(row["expires_at"]) for row in loot.rows("vents")}

    def guess(post: Post) -> int:
        expires = made.get(post.id)
        hour = expires - timedelta(days=30) - HOUR if expires else post.at
        return _most(by_hour[hour.replace(minute=0, second=0, microsecond=0)], loot.members, draw)

    return guess


def is_around(loot: Loot) -> Guess:
    """Whoever is about most at this time of the day."""
    draw, by_hour = random.Random(0), defaultdict[int, list[int]](list)
    for at, who in set(loot.traces()):
        by_hour[at.hour].append(who)
    return lambda post: _most(by_hour[post.at.hour], loot.members, draw)


def neighbours(loot: Loot) -> Guess:
    """Messages have numbers: whom the one before and the one after this post's were for."""
    draw, rows = random.Random(0), sorted(loot.rows("notices"), key=lambda row: int(row["id"]))
    at = {row["call"].partition(":")[2]: n for n, row in enumerate(rows) if row["call"].startswith("vent.said:")}

    def guess(post: Post) -> int:
        n = at.get(post.id)
        near = rows[max(0, n - 3) : n + 4] if n is not None else []
        return _most((row["person_id"] for row in near if row["person_id"] in loot.members), loot.members, draw)

    return guess


def same_marks(loot: Loot) -> Guess:
    """Marks that are equal tell that two are by one; whoever has been guessed for one of them wrote all."""
    draw, groups = random.Random(0), defaultdict[bytes, set[str]](set)
    for table, column in (("vents", "id"), ("vent_voices", "thread"), ("vent_reports", "vent_id")):
        for row in loot.rows(table):
            groups[row["mark"]].add(row[column])
    again = {vent: group for group in groups.values() if len(group) > 1 for vent in group}
    assert again == {}, "two posts share a mark"
    return lambda post: draw.choice(loot.members)


def tested_marks(loot: Loot) -> Guess:
    """Digests without a key, or with one that stands in the database, of everything a mark could be made of."""
    draw, community = random.Random(0), loot.rows("vents")[0]["community_id"]
    keys = [b"", b"office hours", *(v for row in loot.rows("seal_checks") for v in row.values() if type(v) is bytes)]
    marks = {row["id"]: {row["mark"], row["mark"].hex(), row["key_hash"]} for row in loot.rows("vents")}

    def guess(post: Post) -> int:
        for who, key in product(loot.members, keys):
            for made in (f"{post.id}{who}", f"{community}{post.id}{who}", f"{who}{post.id}", f"{post.id}:{who}"):
                tried = hmac.digest(key, made.encode(), "sha256"), hashlib.sha256(key + made.encode()).digest()
                if {*tried, *(one.hex() for one in tried)} & marks.get(post.id, set()):
                    return who
        return draw.choice(loot.members)

    return guess


def same_page(loot: Loot) -> Guess:
    """Bytes nearby in the files, freed pages and old versions in the log among them: whose account stands there?"""
    draw, raw = random.Random(0), loot.bytes()
    accounts = {row["external_id"].encode(): row["person_id"] for row in loot.rows("accounts")}
    pages = {raw[at : at + 4096] for at in range(0, len(raw), 4096)}
    found = {page: [who for account, who in accounts.items() if account in page] for page in pages}
    named = {page: who for page, who in found.items() if who}

    def guess(post: Post) -> int:
        votes = [one for page, who in named.items() if post.id.encode() in page for one in who if one in loot.members]
        return _most(votes, loot.members, draw)

    return guess


def pressed(loot: Loot) -> Guess:
    """Deliveries are noted: who pressed a button that carries the key to a post?"""
    draw, accounts = random.Random(0), {row["external_id"]: row["person_id"] for row in loot.rows("accounts")}
    hashes = {row["key_hash"]: row["id"] for row in loot.rows("vents", every=True)}
    found = dict[str, int]()
    for row in loot.rows("receipts", every=True):
        for word in re.findall(r"[\w-]{22}", row["receipt"]):
            vent = hashes.get(hashlib.sha256(word.encode()).hexdigest())
            who = next((who for account, who in accounts.items() if f"{account}:" in row["receipt"]), None)
            if vent and who:
                found[vent] = who
    return lambda post: found.get(post.id) or draw.choice(loot.members)


def in_the_log(loot: Loot) -> Guess:
    """Lines that name the post and somebody."""
    draw, names = random.Random(0), {row["name"]: row["id"] for row in loot.rows("people")}
    lines = [line for line in loot.log.splitlines() if any(post.id in line for post in loot.posts)]

    def guess(post: Post) -> int:
        votes = [who for line in lines if post.id in line for name, who in names.items() if name in line]
        return _most(votes, loot.members, draw)

    return guess


def lengths(sizes: Callable[[Loot], dict[str, int]]) -> Way:
    """Whose sealed check-ins, journal and letters are as long as this: a seal keeps the length of what it seals."""

    def way(loot: Loot) -> Guess:
        draw, written = random.Random(0), defaultdict[int, list[int]](list)
        for table, who, column in (
            ("check_ins", "author_id", "went"),
            ("journal_entries", "author_id", "sealed"),
            ("mentor_vents", "author_id", "sealed"),
        ):
            for row in loot.rows(table):
                written[row[who]].append(len(row[column]))
        usual = {who: mean(found) for who, found in written.items() if who in loot.members}
        of = sizes(loot)

        def guess(post: Post) -> int:
            size = of.get(post.id)
            if size is None or not usual:
                return draw.choice(loot.members)
            return min(usual, key=lambda who: abs(usual[who] - size))

        return guess

    return way


def of_rows(loot: Loot) -> dict[str, int]:
    return {row["id"]: len(row["sealed"]) for row in loot.rows("vents") if row["sealed"]}


def of_texts(loot: Loot) -> dict[str, int]:
    """What everybody can count who reads the channel, and what a seal adds to it."""
    return {post.id: len(post.text.encode()) + SEAL_ADDS for post in loot.posts}


WAYS: dict[str, Way] = {
    "chance": chance,
    "the last use of an account nearest to it": last_use,
    "any trace of anybody right before it": nearest_trace,
    "any trace of anybody right after it": next_trace,
    "most traces in its hour": same_hour,
    "most traces at its time of the day": is_around,
    "messages numbered next to it": neighbours,
    "equal marks": same_marks,
    "marks tested without the key": tested_marks,
    "bytes beside it in the files": same_page,
    "buttons that were pressed": pressed,
    "lines of the log": in_the_log,
}
STYLE: dict[str, Way] = {
    "the length of its row": lengths(of_rows),
    "the length of its public text": lengths(of_texts),
}


def hits(way: Way, loot: Loot, truth: dict[str, int]) -> float:
    """How many of the guesses are right, in percent."""
    guess = way(loot)
    return 100 * mean(guess(post) == truth[post.id] for post in loot.posts)
