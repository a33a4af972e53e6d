"""What a reader sees of a view, as plain words."""

from bot.text import Text, plain
from bot.views import Button, Card, Choice, Confirm, Form, Item, Listing, Picker, View


def buttons(view: View) -> list[Button]:
    """Every button of a view, top to bottom; paging shows as "Newer" and "Older"."""
    match view:
        case Card():
            return [action for action in view.actions if isinstance(action, Button)]
        case Listing():
            rows = [button for item in view.items for button in item.actions]
            turns = [(view.newer, "Newer"), (view.older, "Older")]
            paging = [Button(label, turn) for turn, label in turns if turn is not None]
            return [*rows, *(a for a in view.actions if isinstance(a, Button)), *paging]
        case Confirm():
            return [view.yes, view.no]
        case _:
            return []


def labels(view: View) -> list[str]:
    return [button.label for button in buttons(view)]


def _texts(view: View, zone: str) -> list[str]:
    def said(what: Text) -> str:
        return plain(what, zone)

    def row(item: Item) -> list[str]:
        return [said(item.title), said(item.text)]

    match view:
        case Card():
            facts = [f"{fact.label}: {said(fact.text)}" for fact in view.facts]
            alt = [view.picture.alt] if view.picture else []
            return [view.title, said(view.text), *facts, *alt, said(view.note)]
        case Listing():
            rows = [line for item in view.items for line in row(item)]
            return [view.title, said(view.text), *rows, view.page, said(view.note)]
        case Form():
            shown = [f"{f.kind.label} {f.kind.hint} [{f.value}] {f.error}" for f in view.fields]
            return [view.title, said(view.text), view.error, *shown]
        case Choice():
            return [view.question, said(view.text), *(option.label for option in view.options)]
        case Picker() | Confirm():
            return [view.question, said(view.text)]


def words(view: View, zone: str = "UTC") -> str:
    """All the words of a view, a line each."""
    return "\n".join(line for line in _texts(view, zone) if line)
