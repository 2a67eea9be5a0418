"""A name with options, checked against the signature of the function that the name stands for.

``adam`` and ``{name: adam, beta1: 0.8}`` both become ``{"name": "adam", "options": {"beta1": 0.8,
"beta2": 0.999, "epsilon": 1e-08}}``. Names, types and defaults are read from the function itself,
so that a new entry of a table is known here by existing.
"""

import inspect
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import numpy as np
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    StrictBool,
    TypeAdapter,
    ValidationError,
    create_model,
)

from nncore.config.models.types import Count, Integer, Number, Text
from nncore.config.reading.messages import shown, unknown, with_article
from nncore.config.reading.problems import Problem, Problems, explain, unknown_key

_PLAIN: dict[Any, Any] = {
    float: Number,
    int: Integer,
    bool: StrictBool,
    str: Text,
    FilePath: Text,
    type(None): None,
}
_SEQUENCES = (list, tuple, Sequence)


def strict(annotation: Any) -> Any:
    """Return the annotation under which a configuration's value is checked for `annotation`."""
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return Annotated[strict(arguments[0]), *arguments[1:]]
    if origin is Literal:
        return annotation
    if origin in (Union, types.UnionType):
        return _one_of(arguments)
    if origin is tuple and Ellipsis not in arguments:
        return tuple.__class_getitem__(tuple(strict(argument) for argument in arguments))
    if origin in _SEQUENCES:
        return list.__class_getitem__(strict(arguments[0]))
    return Any


def _one_of(annotations: Iterable[Any]) -> Any:
    """Return the annotation of a value that any one of `annotations` may fit."""
    others = [strict(annotation) for annotation in annotations if annotation is not type(None)]
    nullable = len(others) < len(tuple(annotations))
    if len(others) == 1:
        return others[0] | None if nullable else others[0]
    adapters = [TypeAdapter(annotation) for annotation in others]

    def fit(value: Any) -> Any:
        refusals = []
        for adapter in adapters:
            try:
                return adapter.validate_python(value)
            except ValidationError as error:
                refusals += explain(error, BaseModel)
        raise ValueError(", or ".join(dict.fromkeys(problem.message for problem in refusals)))

    anything = Annotated[Any, PlainValidator(fit)]
    return anything | None if nullable else anything


@cache
def options_model(function: Callable[..., Any], keyword_only: bool = False) -> type[BaseModel]:
    """Return the pydantic model of the options that `function` takes.

    An ``n_...: int`` counts something, so it is at least 1.

    Parameters
    ----------
    function : callable
    keyword_only : bool
        Whether only its keyword-only parameters are options.
    """
    fields: dict[str, Any] = {}
    name = getattr(function, "name", function.__name__)
    for parameter in inspect.signature(function, eval_str=True).parameters.values():
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        if keyword_only and parameter.kind is not parameter.KEYWORD_ONLY:
            continue
        default = ... if parameter.default is parameter.empty else parameter.default
        annotation = Any if parameter.annotation is parameter.empty else parameter.annotation
        field = Field(default, description=f"{name} needs it")
        is_count = annotation is int and parameter.name.startswith("n_")
        fields[parameter.name] = (Count if is_count else strict(annotation), field)
    return create_model(name, __config__=ConfigDict(extra="forbid"), **fields)


def options(
    model: type[BaseModel], given: Mapping[str, Any], also: Iterable[str] = ()
) -> dict[str, Any]:
    """Return the options of a model with defaults filled in, as plain JSON types.

    Parameters
    ----------
    model : type of BaseModel
    given : mapping
    also : iterable of str
        The other keys of the block that the options stand in, for messages.

    Raises
    ------
    Problems
        For every option that is unknown, missing or of the wrong type.
    """
    try:
        return dict(plain(model.model_validate(dict(given)).model_dump()))
    except ValidationError as error:
        raise Problems(explain(error, model, also)) from None


def plain(value: Any) -> Any:
    """Return `value` with lists for tuples and arrays, text for paths and keys."""
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    return str(value) if isinstance(value, FilePath) else value


def pick(what: str, name: Any, table: Mapping[str, Any], path: tuple[str, ...] = ()) -> Any:
    """Return the entry of a table.

    Raises
    ------
    Problems
        When `name` is not in it; the message names the nearest and all known ones.
    """
    if not isinstance(name, str):
        wanted = f"the name of {with_article(what)} is needed"
        message = f"is {shown(name)}; {wanted} (known: {', '.join(table)})"
        raise Problems([Problem(path, message)])
    if name not in table:
        raise Problems([Problem(path, unknown(what, name, table))])
    return table[name]


def choose(
    value: Any, what: str, table: Mapping[str, Callable[..., Any]], key: str = "name"
) -> dict[str, Any]:
    """Return ``{"name": name, "options": {...}}`` for a name, or a mapping of a name and options.

    Parameters
    ----------
    value : str or mapping
    what : str
        What the table holds, for messages.
    table : mapping of str to factory
    key : str
        The key of the name in the mapping.

    Raises
    ------
    Problems
        For an unknown name, and for every option that does not fit its factory.
    """
    chosen = value if isinstance(value, Mapping) else {key: value}
    if key not in chosen:
        found = [unknown_key(other, (key,)) for other in chosen]
        close = [problem for problem in found if problem.doubts][:1]
        raise Problems(close or [Problem((key,), f"is missing; the name of the {what}")])
    factory = pick(what, chosen[key], table, (key,) if isinstance(value, Mapping) else ())
    given = {str(name): option for name, option in chosen.items() if name != key}
    filled = options(options_model(factory), given, also=(key,))
    build(factory, filled)
    return {"name": chosen[key], "options": filled}


def build(factory: Callable[..., Any], filled: Mapping[str, Any]) -> Any:
    """Return what a factory makes of its options; what it refuses is a problem of the whole."""
    try:
        return factory(**filled)
    except (ValueError, ArithmeticError, TypeError) as error:
        raise Problems([Problem((), str(error))]) from None
