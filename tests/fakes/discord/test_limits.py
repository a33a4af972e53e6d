from typing import Any

import pytest

from tests.fakes.discord.command_limits import check_command
from tests.fakes.discord.limits import check_choices, check_message, check_modal
from tests.fakes.discord.messages import COMPONENTS_V2
from tests.fakes.discord.wire import Refusal

JSON = dict[str, Any]
INPUT = {"type": 4, "custom_id": "a", "style": 1}


def text(content: str) -> JSON:
    return {"type": 10, "content": content}


def button(**changed: Any) -> JSON:
    return {"type": 2, "style": 2, "custom_id": "a", "label": "A"} | changed


def row(*parts: JSON) -> JSON:
    return {"type": 1, "components": list(parts)}


def select(count: int = 2, **changed: Any) -> JSON:
    options = [{"label": str(number), "value": str(number)} for number in range(count)]
    return {"type": 3, "custom_id": "s", "options": options} | changed


def form(*parts: JSON, title: str = "A form") -> JSON:
    return {"custom_id": "form", "title": title, "components": list(parts)}


def asked(component: JSON, **changed: Any) -> JSON:
    return {"type": 18, "label": "Field", "component": component} | changed


def test_a_message_within_all_limits_passes() -> None:
    section = {"type": 9, "components": [text("x")], "accessory": button(custom_id="b")}
    inside = [text("x" * 3000), row(*(button(custom_id=str(number)) for number in range(5))), row(select(25)), section]
    picture = {"type": 12, "items": [{"media": {"url": "attachment://week.png"}, "description": "A week"}]}
    body = {"components": [{"type": 17, "components": [*inside, picture]}], "nonce": "n" * 25}
    check_message(body, ["week.png"], flags=COMPONENTS_V2)
    with pytest.raises(Refusal):
        check_message(body, [], flags=COMPONENTS_V2)


@pytest.mark.parametrize(
    ("components", "told"),
    [
        ([text("x")] * 41, "41 components"),
        ([text("x" * 2001), text("y" * 2000)], "4001 characters"),
        ([row(button(), button())], "cannot be duplicated"),
        ([row(button(custom_id="x" * 101))], "between 1 and 100"),
        ([row(button(label="x" * 81))], "between 0 and 80"),
        ([row(button(label=""))], "needs a label"),
        ([row(*(button(custom_id=str(number)) for number in range(6)))], "between 1 and 5"),
        ([row(select(), button())], "fills its row"),
        ([row(select(26))], "between 1 and 25"),
        ([row(select(0))], "between 1 and 25"),
        ([row(select(placeholder="x" * 151))], "between 0 and 150"),
        ([row(select(max_values=3))], "More than there are options"),
        ([row(text("x"))], "cannot be inside 1"),
        ([button()], "cannot be inside None"),
        ([{"type": 17, "components": [{"type": 17, "components": [text("x")]}]}], "cannot be inside 17"),
        ([{"type": 9, "components": [text("x")]}], "needs a button or a thumbnail"),
        ([{"type": 12, "items": [{"media": {"url": "attachment://none.png"}}]}], "No attachment://none.png"),
        ([text("")], "between 1 and 4000"),
    ],
)
def test_components_over_a_limit_are_refused(components: list[JSON], told: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_message({"components": components}, [], flags=COMPONENTS_V2)
    assert told in str(refused.value.errors)


@pytest.mark.parametrize(
    ("body", "flags", "told"),
    [
        ({"content": "x"}, COMPONENTS_V2, "cannot be used with"),
        ({"components": [text("x")]}, 0, "only rows"),
        ({"content": "x" * 2001}, 0, "between 0 and 2000"),
        ({"nonce": "x" * 26}, 0, "between 0 and 25"),
        ({"embeds": [{"description": "x" * 4097}]}, 0, "between 0 and 4096"),
        ({"embeds": [{"description": "x" * 3001}] * 2}, 0, "6002 characters"),
        ({"allowed_mentions": {"parse": ["users"], "users": ["1"]}}, 0, "parse and users"),
    ],
)
def test_messages_over_a_limit_are_refused(body: JSON, flags: int, told: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_message(body, [], flags=flags)
    assert (refused.value.status, refused.value.code) == (400, 50035)
    assert told in str(refused.value.errors)


def test_a_form_within_all_limits_passes() -> None:
    choices = [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}]
    parts = [
        asked(INPUT | {"value": "x" * 4000}),
        asked(select(25, required=False)),
        asked({"type": 21, "custom_id": "r", "options": choices}, description="x" * 100),
        text("Words"),
    ]
    check_modal(form(*parts))
    with pytest.raises(Refusal):
        check_modal(form(*parts, *parts))


@pytest.mark.parametrize(
    ("modal", "told"),
    [
        (form(), "between 1 and 5"),
        (form(*[text("x")] * 6), "between 1 and 5"),
        (form(text("x"), title="x" * 46), "between 1 and 45"),
        (form(asked(INPUT, label="x" * 46)), "between 1 and 45"),
        (form(asked(INPUT, description="x" * 101)), "between 1 and 100"),
        (form(asked(INPUT | {"value": "x" * 4001})), "between 0 and 4000"),
        (form(asked(INPUT | {"placeholder": "x" * 101})), "between 0 and 100"),
        (form(asked(INPUT | {"label": "Twice"})), "stands around it already"),
        (form(asked(INPUT), asked(INPUT)), "cannot be duplicated"),
        (form(asked(button())), "cannot be in a label"),
        (form(row(button())), "holds one text input"),
        (form(button()), "cannot be in a modal"),
    ],
)
def test_forms_over_a_limit_are_refused(modal: JSON, told: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_modal(modal)
    assert told in str(refused.value.errors)


@pytest.mark.parametrize("choices", [[{"name": "a", "value": "a"}] * 26, [{"name": "x" * 101, "value": "a"}], None])
def test_choices_over_a_limit_are_refused(choices: Any) -> None:
    with pytest.raises(Refusal, match="50035"):
        check_choices(choices)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": "Upper"}, "name is invalid"),
        ({"description": "x" * 101}, "between 1 and 100"),
        ({"options": [{"type": 3, "name": str(number), "description": "x"} for number in range(26)]}, "and 25"),
        ({"options": [{"type": 3, "name": "a", "description": "x"}] * 2}, "Same name"),
        (
            {
                "options": [
                    {"type": 3, "name": "a", "description": "x"},
                    {"type": 3, "name": "b", "description": "x", "required": True},
                ]
            },
            "come first",
        ),
        (
            {"options": [{"type": 1, "name": str(n), "description": "x" * 100, "options": [
                {"type": 3, "name": str(m), "description": "y" * 100} for m in range(4)
            ]} for n in range(20)]},
            "over 8000",
        ),
    ],
)  # fmt: skip
def test_commands_over_a_limit_are_refused(changed: JSON, told: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_command({"name": "find", "description": "Finds"} | changed)
    assert told in str(refused.value.errors)
