"""A group session of Grace's, from its time to who came."""

from tests.contracts.adapters.deeds import SAID, Days, Deed, Notices, Step

_THURSDAY = 1773943200
"""19 March 2026, 18:00 UTC: two days after the requests."""
_OPENING = {"topic": SAID, "place": SAID[:100], "every": "1", "until": "2026-04-16"}
GROUPS: tuple[Deed, ...] = (
    Step("Grace", "group.plan", (), {"when": "Thu 18:00", "places": "2", "audience": "everybody"}),
    Step("Grace", "group.open", (_THURSDAY, 60, 2, "everybody"), _OPENING),
    *(Step(who, "group.take", (1,)) for who in ("Ada", "Dee", "Bo")),
    Step("Bo", "group.wait", (1,)),
    Notices("Cy"),
    Notices("Bo"),
    *(Step(who, "group.wish", (1,), {"words": SAID}) for who in ("Ada", "Dee")),
    *(Step(who, ask, args) for who in ("Ada", "Grace") for ask, args in (("group.list", ()), ("group.show", (1,)))),
    *(Step("Grace", ask, ()) for ask in ("session.list", "home.show")),
    Step("Grace", "group.people", (1,)),
    Step("Grace", "group.move", (1,), {"when": "Thu 20:00"}),
    Step("Grace", "group.moved", (1, _THURSDAY + 3600)),
    *(Notices(who) for who in ("Ada", "Bo", "Cy", "Grace")),
    Step("Dee", "group.give_back", (1,)),
    *(Notices(who) for who in ("Bo", "Dee", "Grace")),
    Days(3),
    *(Step("Grace", f"group.{ask}", (1,)) for ask in ("nobody", "people", "everybody")),
    Step("Grace", "group.tick", (1, "Ada")),
    Step("Grace", "group.write", (1,), {"words": SAID}),
    Step("Ada", "group.take", (2,)),
    Notices("Bo"),
    Step("Grace", "group.cancel", (2,), {"reason": SAID}),
    Notices("Ada"),
    Step("Grace", "group.cancel_series", (3,), {"reason": SAID}),
)
