"""Every ask of the product, declared once: its name, its args, its handler, who may, and how it is typed.

The args dataclass is the whole description of an ask's input. A field without a kind is an id that travels in
the call, in order; a field declared `Annotated[type, Kind]` is typed by the member. Adapters read commands,
forms, options and autocomplete from here and never call a handler themselves.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from copy import copy
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Any, Self, TypeVar, get_args, get_type_hints

from bot.authority import Rule
from bot.calls import Call, Typed
from bot.context import Context
from bot.domain.installation import Installation
from bot.errors import Gone, UserError
from bot.params import Kind, Line, Option
from bot.text import Text
from bot.views import Form, FormField, View

Handler = Callable[[Context, Any], Awaitable[View | None]]
H = TypeVar("H", bound=Handler)
Prefill = Callable[[Context, Call], Awaitable[Mapping[str, str]]]
Recall = Callable[[Context, Call], Awaitable[Text]]
Suggest = Callable[[Context, str], Awaitable[tuple[Option, ...]]]

_UNKNOWN = "I no longer know this button. Type /help to see what you can do now."


@dataclass(frozen=True, slots=True)
class Param:
    """One field of an args dataclass. `kind` is None for an id; `base` is the plain type of the value."""

    name: str
    base: type
    kind: Kind | None
    is_required: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that can be asked of the bot. `command` is what a member types after the slash, or empty.

    `is_common`: most members need it, so it is listed first. `is_untraced`: asking it is not noted as having been here,
    so that the moment at which somebody was seen last tells nothing about what they wrote without their name.
    """

    name: str
    args: type
    handler: Handler
    summary: str
    who: Rule
    params: tuple[Param, ...]
    command: str = ""
    title: str = ""
    intro: Text = ()
    submit: str = "Send"
    prefill: Prefill | None = None
    is_common: bool = False
    recall: Recall | None = None
    is_untraced: bool = False

    @property
    def ids(self) -> tuple[Param, ...]:
        return tuple(param for param in self.params if param.kind is None)

    @property
    def typed(self) -> tuple[Param, ...]:
        return tuple(param for param in self.params if param.kind is not None)

    def form(self, call: Call, typed: Typed | None = None, errors: Mapping[str, str] | None = None) -> Form:
        """The declared form, with what was typed in it and a sentence beside each field in `errors`.

        Pure: no handler, no database, so an adapter can open it within its platform's three seconds.
        """
        typed, errors = typed or {}, errors or {}
        names = {param.name for param in self.typed}
        shown = tuple(
            FormField(p.name, p.kind, p.is_required, typed.get(p.name, ""), errors.get(p.name, ""))
            for p in self.typed
            if p.kind is not None
        )
        whole = " ".join(sentence for name, sentence in errors.items() if name not in names)
        return Form(self.title, call, shown, self.intro, whole, self.submit)

    def told(self, call: Call, known: Mapping[str, str]) -> Call:
        """The call with the ids that it lacks and a prefill knows: what the form was filled from."""
        lacking = self.ids[len(call.args) :]
        return Call(call.name, (*call.args, *(known[param.name] for param in lacking if param.name in known)))

    def missing(self, typed: Typed) -> bool:
        """Whether a required field has not been typed yet."""
        return any(param.is_required and not typed.get(param.name) for param in self.typed)

    def parse(self, call: Call, typed: Typed) -> Any:
        """The args of a call. Raises UserError (with its field) for what a member can mend, Gone for a broken call."""
        if len(call.args) > len(self.ids):
            raise Gone(_UNKNOWN)
        values: dict[str, object] = {}
        for param, raw in zip(self.ids, call.args, strict=False):
            values[param.name] = _id(param, raw)
        for param in self.typed:
            raw_typed = typed.get(param.name, "")
            if param.kind is not None and raw_typed:
                values[param.name] = param.kind.value(raw_typed, param.name)
            if param.is_required and values.get(param.name) in (None, ""):
                raise UserError("This is needed.", field=param.name)
        if any(param.is_required and param.name not in values for param in self.ids):
            raise Gone(_UNKNOWN)
        return self.args(**values)


def _id(param: Param, raw: str) -> object:
    if param.base is str:
        return raw
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 18):
        raise Gone(_UNKNOWN)
    return int(raw)


def _param(name: str, hint: Any, is_required: bool) -> Param:
    kind = next((extra for extra in getattr(hint, "__metadata__", ()) if isinstance(extra, Kind)), None)
    base = get_args(hint)[0] if kind is not None else hint
    if kind is None and base not in (int, str):
        raise TypeError(f"{name}: an id in a call is an int or a str; a typed field needs a kind")
    return Param(name, base, kind, is_required)


def _params(args: type) -> tuple[Param, ...]:
    if not is_dataclass(args):
        raise TypeError(f"{args} is not a dataclass")
    hints = get_type_hints(args, include_extras=True)
    found = tuple(
        _param(f.name, hints[f.name], f.default is MISSING and f.default_factory is MISSING) for f in fields(args)
    )
    if len([param for param in found if param.kind is not None]) > 5:
        raise TypeError(f"{args.__name__}: a form holds five fields; split it in two asks")
    return found


class Registry:
    """All asks and autocomplete providers, by name, and the installation they are asked on."""

    def __init__(self) -> None:
        self.installation = Installation()
        self._asks: dict[str, Ask] = {}
        self._aliases: dict[str, str] = {}
        self._suggests: dict[str, Suggest] = {}
        self._commands: tuple[Ask, ...] = ()

    def ask(
        self,
        name: str,
        *,
        who: Rule,
        summary: str,
        command: str = "",
        title: str = "",
        intro: Text = (),
        submit: str = "Send",
        prefill: Prefill | None = None,
        is_common: bool = False,
        recall: Recall | None = None,
        is_untraced: bool = False,
        aliases: tuple[str, ...] = (),
    ) -> Callable[[H], H]:
        """Declares the decorated handler. Raises TypeError or ValueError at import for a faulty declaration.

        `who` has no default on purpose. `command` is the words after the slash ("mentor profile"), at most two.
        `prefill` tells what the fields begin with; ids of the ask that it tells as well go into the form's call.
        `recall` is what is said above the form at this moment, before the `intro`.
        `aliases` are older names that buttons in old messages still carry.
        """
        if not isinstance(who, Rule):
            raise TypeError(f"{name}: an ask says who may use it")

        def declare(handler: H) -> H:
            args = get_type_hints(handler)["args"]
            ask = Ask(
                name,
                args,
                handler,
                summary,
                who,
                _params(args),
                command,
                title or summary[:24],
                intro,
                submit,
                prefill,
                is_common,
                recall,
                is_untraced,
            )
            self._check(ask, aliases)
            self._asks[name] = ask
            self._aliases.update(dict.fromkeys(aliases, name))
            self._commands = ()
            return handler

        return declare

    def _check(self, ask: Ask, aliases: tuple[str, ...]) -> None:
        for taken in (ask.name, *aliases):
            if taken in self._asks or taken in self._aliases:
                raise ValueError(f"two asks are called {taken}")
        if ask.command and any(other.command == ask.command for other in self._asks.values()):
            raise ValueError(f"two asks are typed as /{ask.command}")
        if not 1 <= len(ask.summary) <= 100:
            raise ValueError(f"{ask.name}: a summary has 1 to 100 characters")
        if ask.command and any(param.is_required for param in ask.ids):
            raise ValueError(f"{ask.name}: a command cannot need an id that nobody types")
        if ask.typed:
            ask.form(Call(ask.name))

    def suggest(self, name: str) -> Callable[[Suggest], Suggest]:
        """Declares an autocomplete provider: at most 25 options for what has been typed so far."""

        def declare(provider: Suggest) -> Suggest:
            if name in self._suggests:
                raise ValueError(f"two providers are called {name}")
            self._suggests[name] = provider
            return provider

        return declare

    def on(self, installation: Installation) -> Self:
        """The same asks on another installation."""
        found = copy(self)
        found.installation = installation
        return found

    def find(self, name: str) -> Ask:
        """The ask of this name or alias. Raises Gone when there is none."""
        found = self._asks.get(self._aliases.get(name, name))
        if found is None:
            raise Gone(_UNKNOWN)
        return found

    def commands(self) -> tuple[Ask, ...]:
        """The asks that can be typed: the common ones first, then the others, each by command."""
        if not self._commands:
            typed = (ask for ask in self if ask.command)
            self._commands = tuple(sorted(typed, key=lambda ask: (not ask.is_common, ask.command)))
        return self._commands

    def provider(self, ask: Ask, field: str) -> Suggest | None:
        """The autocomplete provider of a field, where it has one."""
        kind = next((param.kind for param in ask.typed if param.name == field), None)
        return self._suggests.get(kind.suggest) if isinstance(kind, Line) else None

    def __iter__(self) -> Iterator[Ask]:
        return iter(self._asks.values())


registry = Registry()
"""The product's asks. Filled by importing `bot.commands`."""
ask = registry.ask
suggest = registry.suggest
