"""The blocks of documents and data sets."""

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, StrictBool, model_validator

from nncore.config.models.block import Block, name_in
from nncore.config.models.options import options, options_model
from nncore.config.models.training_block import HISTORIES
from nncore.config.models.trial import refusal
from nncore.config.models.types import Count, Identifier, Seed, Sha256, Share, Text, Url, Year
from nncore.config.reading.messages import shown
from nncore.config.reading.problems import Problem, Problems
from nncore.data.fetch import cached_file
from nncore.data.kinds import DATASETS

# What a result table can show: the last or best value of a history, and how training ended.
COLUMNS: dict[str, None] = {**HISTORIES, **dict.fromkeys(("best_epoch", "n_epochs", "status"))}
Column = Annotated[str, *name_in("column", COLUMNS)]
DatasetName = Annotated[str, *name_in("data set kind", DATASETS)]
FILE_KINDS = {name: kind for name, kind in DATASETS.items() if kind.files}
FileKind = Annotated[str, *name_in("data set kind that reads a file", FILE_KINDS)]


class Document(Block):
    """A write-up whose experiments are reproduced."""

    title: Text = Field(description="title as printed")
    author: Text = Field(description="author or authors")
    year: Year | None = Field(default=None, description="year of publication")
    url: Text | None = Field(default=None, description="where to find it")
    cite: Identifier = Field(description="key in the bibliography")
    summary: Text = Field(description="what it is about, in one sentence")


class DocumentFile(Block):
    """The file of a document's own data: how it is read, and how it is known.

    It is known by a checksum of its numbers, or, where nobody has published one, by its shape: then
    the data count as the document's "as supplied". Any other file stands in for it.
    """

    kind: FileKind = Field(description="the data set kind that reads it")
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

    kind: DatasetName = Field(description="which generator or reader makes it")
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
