"""Figures and animations of an experiment: kinds of the registry, with the options they know."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    TypeAdapter,
    WithJsonSchema,
    create_model,
)

from nncore.config.models.figure_options import SORTS, check_goal, completed
from nncore.config.models.options import options, pick
from nncore.config.models.types import AsList, Identifier, Label
from nncore.config.reading.problems import Problem, Problems, checked
from nncore.plots import registry

_KEYS = ("name", "kind", "with")
# What a kind's record calls the thing it is drawn from -> how a message calls it.
_DRAWN_FROM = {
    "study": "an experiment",
    "gradient": "a gradient check",
    "published": "the whole report",
}

_NAME: TypeAdapter[str] = TypeAdapter(Label)
_OTHERS: TypeAdapter[list[str]] = TypeAdapter(Annotated[list[Identifier], AsList])


def _as_figure(value: Any, what: str, source: str) -> dict[str, Any]:
    """Return ``{"name", "kind", "with", "options"}`` for a kind, or a mapping with a name."""
    table = {k: r for k, r in registry.KINDS.items() if r.is_film == (what == "animation")}
    if not isinstance(value, Mapping):
        known = table if isinstance(value, str) and value in table else _drawn_from(table, source)
        _check_source(pick(what, value, known), source, ())
        return {"name": value, "kind": value, "with": [], "options": _options(value, {})}
    if "name" not in value:
        raise Problems(
            [Problem(("name",), f"is missing; the name of the {what}, also of its file")]
        )
    kind = value.get("kind", value["name"])
    place = ("kind",) if "kind" in value else ("name",)
    known = table if isinstance(kind, str) and kind in table else _drawn_from(table, source)
    _check_source(pick(f"{what} kind", kind, known, place), source, place)
    problems: list[Problem] = []
    given = {str(key): option for key, option in value.items() if key not in _KEYS}
    parts = {
        "name": partial(checked, _NAME, value["name"], ("name",)),
        "with": partial(_with, kind, value.get("with", [])),
        "options": partial(_options, kind, given),
    }
    entry: dict[str, Any] = {"name": value["name"], "kind": kind}
    for key, check in parts.items():
        try:
            entry[key] = check()
        except Problems as found:
            problems += found.problems
    if problems:
        raise Problems(problems)
    return entry


def _drawn_from(table: Mapping[str, Any], source: str) -> dict[str, Any]:
    return {kind: record for kind, record in table.items() if record.source == source}


def _check_source(record: Any, source: str, path: tuple[str, ...]) -> None:
    if record.source != source:
        drawn, block = _DRAWN_FROM[record.source], _DRAWN_FROM[source]
        message = f'"{record.kind}" is drawn from {drawn}; it cannot stand in the block of {block}'
        raise Problems([Problem(path, message)])


def _with(kind: str, value: Any) -> list[str]:
    others: list[str] = checked(_OTHERS, value, ("with",))
    if others and not registry.record_of(kind).takes_others:
        raise Problems([Problem(("with",), f'"{kind}" draws one experiment; leave "with" out')])
    return others


def _options(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    record = registry.record_of(kind)
    filled = options(_options_model(record.options), completed(given, record.options), also=_KEYS)
    if problems := list(check_goal((), filled)):
        raise Problems(problems)
    return filled


def _options_model(known: Mapping[str, registry.Option]) -> type[BaseModel]:
    """Return the model of a kind's options, of the sorts that its record says."""
    fields: dict[str, Any] = {
        name: (
            SORTS[option.holds].type,
            list(option.default) if isinstance(option.default, tuple) else option.default,
        )
        for name, option in known.items()
    }
    return create_model("Options", __config__=ConfigDict(extra="forbid"), **fields)


def _refuse_duplicates(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = [entry["name"] for entry in entries]
    repeated = [i for i, name in enumerate(names) if name in names[:i]]
    if repeated:
        message = 'the name "{}" is taken by an earlier entry; give this one its own "name"'
        raise Problems(Problem((i,), message.format(names[i])) for i in repeated)
    return entries


def _listed(what: str, source: str) -> Any:
    words = f"list of entries, each `kind` or `{{name: {what}, kind: ..., option: value}}`"
    schema = {"anyOf": [{"type": "string"}, {"type": "object", "required": ["name"]}]}
    entry = Annotated[
        dict[str, Any],
        BeforeValidator(partial(_as_figure, what=what, source=source)),
    ]
    return Annotated[
        list.__class_getitem__(entry),
        AfterValidator(_refuse_duplicates),
        AsList,
        WithJsonSchema({"type": "array", "items": schema, "x-words": words}),
    ]


StudyFigures = _listed("figure", "study")
GradientFigures = _listed("figure", "gradient")
Animations = _listed("animation", "study")
