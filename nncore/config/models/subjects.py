"""The blocks of experiments and gradient checks, and the whole configuration."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, TypeAdapter, WithJsonSchema, model_validator

from nncore.config.models.block import Block, name_in
from nncore.config.models.claims import Published
from nncore.config.models.documents import Dataset, Document
from nncore.config.models.figure_entries import Animations, GradientFigures, StudyFigures
from nncore.config.models.training_block import HISTORIES, Initializer, Network, Training
from nncore.config.models.types import (
    AsList,
    Count,
    Identifier,
    Index,
    Matrix,
    NotNegative,
    Seed,
    Step,
    Text,
)
from nncore.config.models.words import Words
from nncore.config.reading.problems import Problem, Problems, checked

# What a result table can show: the value of a history, and how training ended.
COLUMNS: dict[str, None] = {**HISTORIES, **dict.fromkeys(("best_epoch", "n_epochs", "status"))}
Column = Annotated[str, *name_in("column", COLUMNS)]


LIKE_WORDS = "id of another block of the same kind"
FIGURES = "figures to draw; null draws those that its kind of problem asks for, [] none"
GRID_WORDS = "`{dotted key: [value, ...], ...}` with or without a `label`, or a list of them"


class Subject(Block):
    """What an experiment and a gradient check have in common."""

    # `nncore.config.models.grids` writes it out before the block is checked.
    like: Annotated[Any, WithJsonSchema({"type": "string", "x-words": LIKE_WORDS})] = Field(
        default=None,
        exclude=True,
        description="the block whose document, data, network and training settings are taken; what "
        "stands beside it replaces them, a dotted key such as `network.hidden` from within",
    )
    document: Identifier = Field(description="id of the document it comes from")
    words: Words = Field(
        default=Words(), description="the words of its page", json_schema_extra={"x-from": "page"}
    )
    published: Annotated[list[Published], AsList] = Field(
        default=[], description="numbers that the document prints"
    )


class RandomData(Block):
    """Inputs and targets of a gradient check, drawn from the normal distribution."""

    n_inputs: Count = Field(description="number of inputs")
    n_outputs: Count = Field(description="number of outputs")
    n_samples: Count = Field(description="number of samples")


class GivenData(Block):
    """Inputs and targets of a gradient check, written out."""

    x: Matrix = Field(description="one row for each sample")
    y: Matrix = Field(description="one row for each sample")

    @model_validator(mode="after")
    def _check_rows(self) -> Self:
        if len(self.x) != len(self.y):
            message = f"has {len(self.y)} rows for the {len(self.x)} of x"
            raise Problems([Problem(("y",), message, reads=(("x",),))])
        return self


def _as_gradcheck_data(value: Any) -> dict[str, Any]:
    """Return ``{n_inputs, n_outputs, n_samples, x, y}``; x and y are None for random samples."""
    given = isinstance(value, Mapping) and not {"x", "y"}.isdisjoint(value)
    if not given:
        sizes: RandomData = checked(TypeAdapter(RandomData), value)
        return {**sizes.model_dump(), "x": None, "y": None}
    samples: GivenData = checked(TypeAdapter(GivenData), value)
    x, y = samples.x, samples.y
    return {"n_inputs": len(x[0]), "n_outputs": len(y[0]), "n_samples": len(x), "x": x, "y": y}


GRADCHECK_WORDS = "`{n_inputs, n_outputs, n_samples}` drawn at random, or `{x, y}` written out"
GradcheckData = Annotated[
    dict[str, Any],
    BeforeValidator(_as_gradcheck_data),
    WithJsonSchema({"type": "object", "x-words": GRADCHECK_WORDS}),
]


class Gradcheck(Subject):
    """A comparison of the gradient with a numerical one."""

    network: Network = Field(description="the network")
    data: GradcheckData = Field(description="the samples")
    stream: Literal["modern", "legacy"] = Field(
        default="modern", description="a stream for each purpose, or NumPy's old one for everything"
    )
    seed: Seed | None = Field(default=None, description="seed; null takes the global one")
    initializer: Initializer = Field(
        default={"name": "automatic", "options": {}}, description="how weights are drawn"
    )
    bias_initializer: Initializer | None = Field(
        default=None, description="how biases are drawn; null leaves them at 0"
    )
    l2: NotNegative = Field(default=0.0, description="l2 / 2 times the sum of squared weights")
    epsilon: Step = Field(default=1e-5, description="step of the central difference")
    measure: Literal["relative", "largest"] = Field(
        default="relative", description="relative error of a layer, or its largest difference"
    )
    figures: GradientFigures | None = Field(default=None, description=FIGURES)


class Experiment(Training, Subject):
    """One experiment: data, network and training, and what to show of it."""

    repairs: Identifier | None = Field(
        default=None, description="id of the experiment whose set-up this one repairs"
    )
    searches: Identifier | None = Field(
        default=None,
        description="id of the experiment whose published numbers its variants try to reach: "
        "single changes of that set-up, ordered from small to large",
    )
    figures: StudyFigures | None = Field(default=None, description=FIGURES)
    animations: Animations = Field(default=[], description="animations to draw")
    table: Annotated[list[Column], AsList] | None = Field(
        default=None, description="columns of the result table; null takes those the data allow"
    )
    log_at: Annotated[list[Index], AsList] = Field(
        default=[],
        description="epochs of the training log: loss and norm of the gradient of the first seed",
    )
    variants: dict[Text, dict[str, Any]] = Field(
        default={}, description="label -> {dotted key: value} that replaces this block's"
    )
    grid: Annotated[Any, WithJsonSchema({"x-words": GRID_WORDS})] = Field(
        default=None, exclude=True, description="further variants: every combination of the values"
    )


class Root(Block):
    """The whole configuration."""

    title: Text = Field(
        default="Neural networks from scratch, reproduced", description="title of the report"
    )
    seed: Seed = Field(default=0, description="seed of data sets and gradient checks without one")
    replicas: Count = Field(default=1, description="seeds of experiments that name no number")
    course_data: Text | None = Field(
        default=None,
        description="folder with the documents' own files, read where a data set has a "
        "`document_file`; for one run `snakemake --config course_data=...`",
    )
    documents: dict[Identifier, Document] = Field(
        default={}, description="ids of those with a page, in the order of their chapters"
    )
    datasets: dict[Identifier, Dataset] = Field(default={}, description="id -> data set")
    gradchecks: dict[Identifier, Gradcheck] = Field(default={}, description="id -> gradient check")
    experiments: dict[Identifier, Experiment] = Field(default={}, description="id -> experiment")
