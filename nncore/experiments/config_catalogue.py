"""The blocks of documents, data sets and published numbers."""

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, StrictBool, model_validator

from nncore.data.registry import DATASETS
from nncore.evidence import EVIDENCE, KINDS, WORDED
from nncore.experiments.config_block import Block, name_in
from nncore.experiments.config_network import HISTORIES
from nncore.experiments.config_options import options, options_model
from nncore.experiments.config_problems import Problem, Problems
from nncore.experiments.config_types import (
    Count,
    Identifier,
    Index,
    Positive,
    Printed,
    Seed,
    Share,
    Text,
    Year,
)

# What a result table can show: the last or best value of a history, and how training ended.
COLUMNS: dict[str, None] = {**HISTORIES, **dict.fromkeys(("best_epoch", "n_epochs", "status"))}
Column = Annotated[str, *name_in("column", COLUMNS)]
EvidenceName = Annotated[str, *name_in("evidence", EVIDENCE)]
KindName = Annotated[str, *name_in("kind of published number", KINDS)]
DatasetName = Annotated[str, *name_in("data set kind", DATASETS)]


class Document(Block):
    """A write-up whose experiments are reproduced."""

    title: Text = Field(description="title as printed", examples=["Title"])
    author: Text = Field(description="author or authors", examples=["Author"])
    year: Year | None = Field(default=None, description="year of publication")
    url: Text | None = Field(default=None, description="where to find it")
    cite: Identifier = Field(description="key in the bibliography", examples=["key"])
    summary: Text = Field(description="what it is about, in one sentence", examples=["Text."])


class Dataset(Block):
    """A data set: its kind, how many draws, and how they are split and scaled.

    Every further key is an option of the kind's ``generate`` function.
    """

    model_config = ConfigDict(extra="allow")

    kind: DatasetName = Field(description="which generator or reader makes it", examples=["xor"])
    stream: Literal["modern", "legacy"] = Field(
        default="modern", description="a stream for each purpose, or NumPy's old one for everything"
    )
    seed: Seed | None = Field(
        default=None, description="seed of the first draw; null takes the global one"
    )
    draws: Count = Field(default=1, description="data sets, one for each replica; 1 serves all")
    test_fraction: Share = Field(default=0.0, description="share of the samples kept for testing")
    standardise: StrictBool = Field(
        default=False, description="scale inputs by mean and deviation of the training split"
    )
    stands_in_for: str = Field(
        default="", description="the document's data that these replace; numbers are then stand-in"
    )

    @model_validator(mode="after")
    def _check_options(self) -> Self:
        self.options()
        return self

    def options(self) -> dict[str, Any]:
        """Return the options of the kind, defaults filled."""
        model = options_model(DATASETS[self.kind].generate, keyword_only=True)
        return options(model, self.model_extra or {}, also=Dataset.model_fields)


class Published(Block):
    """One number that a document prints, or one for each of several epochs."""

    quantity: Text = Field(description="what the number is", examples=["train_loss"])
    kind: KindName = Field(
        description="how it is compared: "
        + "; ".join(f"{name}, {meaning}" for name, meaning in KINDS.items()),
        examples=["exact"],
    )
    evidence: EvidenceName = Field(
        description="what a comparison can show: "
        + "; ".join(f"{name}, {record.meaning}" for name, record in EVIDENCE.items()),
        examples=["same recipe"],
    )
    value: Printed | None = Field(default=None, description='the number, such as "97.8 %"')
    at: dict[Any, Printed] | None = Field(
        default=None, description="instead of value: epoch -> number as printed"
    )
    says: Text | None = Field(
        default=None, description="instead of value: the document's words, of a claim or record"
    )
    epoch: Index | None = Field(
        default=None,
        description="of a claim: when it is true, as the document counts; with seconds: how many",
    )
    seconds: Positive | None = Field(
        default=None, description="of a record of a time: the seconds that so many epochs took"
    )
    see: Text | None = Field(
        default=None, description="where the report says more: #id of a section, or a page"
    )
    cannot_fail: Text | None = Field(
        default=None,
        description="why it could not have come out otherwise, one sentence; it is not counted",
    )
    counted_from: Literal[0, 1] = Field(
        default=1, description="0 where the document's epoch e is the state after e + 1 updates"
    )
    variant: Text | None = Field(default=None, description="label of the variant it belongs to")
    sample: Index | None = Field(default=None, description="number of the sample, from 0")
    layer: Count | None = Field(default=None, description="number of the layer, from 1")
    part: Literal["weights", "biases"] | None = Field(default=None, description="part of the layer")
    measure: Literal["relative", "largest"] | None = Field(
        default=None, description="error of the layer; null takes that of the gradient check"
    )
    output: Index | None = Field(default=None, description="number of the output, from 0")
    class_name: Text | None = Field(default=None, description="name of the class")
    scale: Positive = Field(
        default=1.0, description="the document's number is this times the quantity"
    )
    read_as: Printed | None = Field(default=None, description="what a misprint must mean")
    note: Text | None = Field(default=None, description="what to know about it, one sentence")

    @model_validator(mode="after")
    def _check_value(self) -> Self:
        given = [key for key in ("value", "at", "says") if getattr(self, key) is not None]
        if self.kind in WORDED and given != ["says"]:
            message = f'a {self.kind} needs "says", the document\'s words, and no value'
            raise Problems([Problem((), message)])
        if self.kind not in WORDED and given not in (["value"], ["at"]):
            message = 'needs either "value" or "at" (epoch: "number" pairs)'
            message += f'; "says" is for {" and ".join(WORDED)}' if self.says else ""
            raise Problems([Problem((), message)])
        if self.epoch is not None and self.kind not in WORDED:
            message = f'is for {" and ".join(WORDED)}; use at (epoch: "number" pairs)'
            raise Problems([Problem(("epoch",), message, reads=(("kind",),))])
        if self.seconds is not None and (self.kind != "record" or not self.epoch):
            message = "is for a record, with the number of epochs as epoch"
            raise Problems([Problem(("seconds",), message, reads=(("kind",), ("epoch",)))])
        self.epochs()
        return self

    def epochs(self) -> dict[int, str]:
        """Return the numbers of `at`, by the epoch as the document counts."""
        found: dict[int, str] = {}
        problems = []
        for key, printed in (self.at or {}).items():
            if str(key).isdecimal():
                found[int(key)] = printed
            else:
                message = f'"{key}" is no epoch; a whole number is needed'
                problems.append(Problem(("at",), message))
        if problems:
            raise Problems(problems)
        return dict(sorted(found.items()))

    @property
    def shift(self) -> int:
        """How many more updates there have been than the document's epoch says."""
        return 1 - self.counted_from
