"""What figures read: their own entry, and of each study its title and the claims they mark."""

from typing import Any

from pydantic import AliasChoices, Field

from nncore.config.records.claims import Claim
from nncore.config.records.record import Record


class FigureEntry(Record):
    """A figure or film: its file's name, its kind, the other studies beside, its options."""

    name: str
    kind: str
    others: tuple[str, ...] = Field(default=(), validation_alias=AliasChoices("others", "with"))
    options: dict[str, Any] = Field(default={})


class Shown(Record):
    """What a figure shows of a study besides its run: the title, and the claims that it marks."""

    title: str = ""
    claims: tuple[Claim, ...] = ()


class FigureJob(FigureEntry):
    """The slice of a job that draws: the entry, and what it shows of each study, by id."""

    shown: dict[str, Shown]
