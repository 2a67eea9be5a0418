"""What a reader reads of an experiment: the words of its page."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from nncore.config.models.block import Block
from nncore.config.models.types import AsList, Text


def _as_paragraphs(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Words(Block):
    """The words of an experiment or a gradient check, `reports/pages/<document>/<id>.md`."""

    title: str = Field(default="", description="heading of its section; without, from its id")
    question: str = Field(default="", description="what it asks, in one sentence")
    answer: str = Field(default="", description="the answer, in a sentence or two with values")
    mathematics: Annotated[list[Text], AsList] = Field(
        default=[], description="names of the notes on the mathematics to show"
    )
    across: Text | None = Field(
        default=None,
        description="heading under which the chapter across documents lists question and answer",
    )
    body: Annotated[list[Text], BeforeValidator(_as_paragraphs)] = Field(
        default=[],
        description="what to notice in the result, one entry a paragraph",
        json_schema_extra={"x-from": "page"},
    )


def title_from(id: str) -> str:
    """Return a title made from an id.

    >>> title_from("two-moons")
    'Two moons'
    """
    words = id.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
