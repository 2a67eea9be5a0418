"""What every block of a configuration has in common: closed keys, and all its problems at once."""

from collections.abc import Callable, Mapping
from typing import Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    model_validator,
)

from nncore.config.models.options import choose, pick
from nncore.config.reading.messages import shown, with_article
from nncore.config.reading.problems import Problem, Problems, checked, explain


class Block(BaseModel):
    """A block of fixed keys; every problem in it is reported, not the first one only."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="wrap")
    @classmethod
    def _explain(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if not isinstance(data, Mapping):
            required = [key for key, field in cls.model_fields.items() if field.is_required()]
            keys = ", ".join(required or cls.model_fields)
            raise Problems(
                [Problem((), f"is {shown(data)}; a mapping is needed, with keys {keys}")]
            )
        try:
            return handler(data)
        except ValidationError as error:
            raise Problems(explain(error, cls)) from None


def name_in(what: str, table: Mapping[str, Any]) -> tuple[BeforeValidator, WithJsonSchema]:
    """Return the metadata of a field that holds a name of `table`."""

    def known(value: Any) -> str:
        pick(what, value, table)
        return str(value)

    words = f"name of {with_article(what)}"
    return BeforeValidator(known), WithJsonSchema({"type": "string", "x-words": words})


def chosen_from(
    what: str, table: Mapping[str, Callable[..., Any]]
) -> tuple[BeforeValidator, WithJsonSchema]:
    """Return the metadata of a field that holds a name of `table`, with or without options."""
    words = f"name of {with_article(what)}, or `{{name: ..., option: value}}`"
    schema = {"anyOf": [{"type": "string"}, {"type": "object", "required": ["name"]}]}
    return (
        BeforeValidator(lambda value: choose(value, what, table)),
        WithJsonSchema({**schema, "x-words": words}),
    )


def one_or_many(item: Any, words: str, schema: dict[str, Any]) -> tuple[BeforeValidator, Any]:
    """Return the metadata of a list field for which a single entry may stand in its place."""
    adapter: TypeAdapter[Any] = TypeAdapter(item)

    def fit(value: Any) -> list[Any]:
        if not isinstance(value, list | tuple):
            return [checked(adapter, value)]
        problems: list[Problem] = []
        entries = []
        for index, entry in enumerate(value):
            try:
                entries.append(checked(adapter, entry, (index,)))
            except Problems as found:
                problems += found.problems
        if problems:
            raise Problems(problems)
        return entries

    both = {"anyOf": [schema, {"type": "array", "items": schema}], "x-words": words}
    return BeforeValidator(fit), WithJsonSchema(both)
