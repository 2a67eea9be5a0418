"""The blocks of documents, data sets and published numbers."""

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, StrictBool, model_validator

from nncore.config.models.block import Block, name_in
from nncore.config.models.evidence import EVIDENCE, KINDS, WORDED
from nncore.config.models.options import options, options_model
from nncore.config.models.training_block import HISTORIES
from nncore.config.models.trial import refusal
from nncore.config.models.types import (
    Count,
    Identifier,
    Index,
    Positive,
    Printed,
    Seed,
    Sha256,
    Share,
    Text,
    Url,
    Year,
)
from nncore.config.reading.messages import shown
from nncore.config.reading.problems import Problem, Problems
from nncore.data.fetch import cached_file
from nncore.data.kinds import DATASETS

# What a result table can show: the last or best value of a history, and how training ended.
COLUMNS: dict[str, None] = {**HISTORIES, **dict.fromkeys(("best_epoch", "n_epochs", "status"))}
Column = Annotated[str, *name_in("column", COLUMNS)]
EvidenceName = Annotated[str, *name_in("evidence", EVIDENCE)]
KindName = Annotated[str, *name_in("kind of published number", KINDS)]
DatasetName = Annotated[str, *name_in("data set kind", DATASETS)]
FILE_KINDS = {name: kind for name, kind in DATASETS.items() if kind.files}
FileKind = Annotated[str, *name_in("data set kind that reads a file", FILE_KINDS)]


class Document(Block):
    """A write-up whose experiments are reproduced."""

    title: Text = Field(description="title as printed", examples=["Title"])
    author: Text = Field(description="author or authors", examples=["Author"])
    year: Year | None = Field(default=None, description="year of publication")
    url: Text | None = Field(default=None, description="where to find it")
    cite: Identifier = Field(description="key in the bibliography", examples=["key"])
    summary: Text = Field(description="what it is about, in one sentence", examples=["Text."])


class DocumentFile(Block):
    """The file of a document's own data: how it is read, and how it is known.

    It is known by a checksum of its numbers, or, where nobody has published one, by its shape: then
    the data count as the document's "as supplied". Any other file stands in for it.
    """

    kind: FileKind = Field(description="the data set kind that reads it", examples=["csv"])
    numbers_sha256: Sha256 | None = Field(
        default=None,
        description="checksum of its numbers as they are read: rows of inputs, then targets, in "
        "little-endian float64",
    )
    samples: Count | None = Field(default=None, description="instead: number of its samples,")
    inputs: Count | None = Field(default=None, description="of the inputs of each,")
    per_class: Count | None = Field(default=None, description="and of the samples of each class")

    @model_validator(mode="after")
    def _check_knowledge(self) -> Self:
        given = sum(size is not None for size in (self.samples, self.inputs, self.per_class))
        if given != (3 if self.numbers_sha256 is None else 0):
            message = "needs either numbers_sha256, or samples, inputs and per_class"
            raise Problems([Problem((), message)])
        return self


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
    document_file: DocumentFile | None = Field(
        default=None,
        description="how the file stands_in_for is read where `course_data` gives a folder with it",
    )
    url: Url | None = Field(
        default=None,
        description="where the file is fetched from, instead of `path`; it is kept under "
        "`results/downloads`",
    )
    sha256: Sha256 | None = Field(
        default=None, description="checksum of the file at url; another file is refused"
    )

    @model_validator(mode="after")
    def _check_options(self) -> Self:
        problems = [*self._check_document_file(), *self._check_source()]
        try:
            if message := refusal(self.kind, self.options()):
                problems.append(Problem((), message))
        except Problems as found:
            problems += found.problems
        if problems:
            raise Problems(problems)
        return self

    def _check_document_file(self) -> Iterator[Problem]:
        name = self.stands_in_for
        if self.document_file is not None and (not name or name != FilePath(name).name):
            message = f"is {shown(name)}; with document_file the name of that file is needed"
            yield Problem(("stands_in_for",), message)

    def _check_source(self) -> Iterator[Problem]:
        for key, other in (("sha256", "url"), ("url", "sha256")):
            if getattr(self, key) is None and getattr(self, other) is not None:
                yield Problem((key,), f"is missing; {other} needs it")
        if self.url is not None and not DATASETS[self.kind].files:
            yield Problem(("url",), f'the kind "{self.kind}" reads no file; remove it')
        for name in DATASETS[self.kind].files if self.url is not None else ():
            if name in (self.model_extra or {}):
                yield Problem((name,), f"stands beside url; keep one of {name} and url")

    def options(self) -> dict[str, Any]:
        """Return the options of the kind, defaults filled; a file to fetch is where it is kept."""
        kind = DATASETS[self.kind]
        fetched = dict.fromkeys(kind.files, cached_file(self.sha256 or "")) if self.url else {}
        model = options_model(kind.generate, keyword_only=True)
        return options(model, {**(self.model_extra or {}), **fetched}, also=Dataset.model_fields)

    def read_from(self, folder: str) -> Self:
        """Return this data set with the document's own file in a folder in place of its kind."""
        if self.document_file is None:
            return self
        kept = self.model_dump(include=set(Dataset.model_fields))
        kind = self.document_file.kind
        path = str(FilePath(folder) / self.stands_in_for)
        kept |= {"kind": kind, "url": None, "sha256": None}
        kept |= dict.fromkeys(DATASETS[kind].files, path)
        return type(self)(**kept)


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
