"""What documents print, as configurations write it and as everything else reads it.

An entry of ``published:`` names a quantity, the number as printed and what a comparison can show::

    - {quantity: train_accuracy, kind: exact, evidence: same stream, value: "97.8 %"}
    - {quantity: train_loss, kind: exact, evidence: same stream, counted_from: 0,
       at: {0: "0.080713", 1500: "0.065074"}}
    - {quantity: separated, kind: claim, evidence: chosen, epoch: 21700, says: "Tightly fitted"}

Each of its numbers becomes a `Claim`: read here once, with its place as we count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, TypeAdapter, WithJsonSchema, model_validator

from nncore.config.models.block import Block, name_in
from nncore.config.models.evidence import EVIDENCE, KINDS, WORDED
from nncore.config.models.types import Count, Index, Positive, Text, as_printed
from nncore.config.reading.problems import Problem, Problems
from nncore.language.printed import Printed

EvidenceName = Annotated[str, *name_in("evidence", EVIDENCE)]
KindName = Annotated[str, *name_in("kind of published number", KINDS)]
AsPrinted = Annotated[
    Printed,
    BeforeValidator(as_printed),
    WithJsonSchema({"type": "string", "x-words": "number as printed, in quotation marks"}),
]


@dataclass(frozen=True)
class Place:
    """Which value of a quantity: every part is optional, a quantity says which it reads.

    `epoch` counts updates of the parameters by whole passes, whatever the document counts from.
    """

    variant: str | None = None
    epoch: int | None = None
    sample: int | None = None
    output: int | None = None
    class_name: str | None = None
    layer: int | None = None
    part: str | None = None
    measure: str | None = None

    @property
    def given(self) -> dict[str, Any]:
        """The parts that are given."""
        return {part: x for part, x in vars(self).items() if x is not None}


@dataclass(frozen=True)
class Claim:
    """One number that a document prints, or what it says in words.

    Attributes
    ----------
    quantity : str
        A name of the table of quantities; of a record any name.
    kind, evidence : str
        Names of `KINDS` and `EVIDENCE`; the evidence is that of the configuration.
    place : Place
    printed : Printed or None
        The number; None where the document says it in words, `says`.
    read_as : Printed or None
        What a misprint must mean.
    printed_epoch : int or None
        The epoch as the document counts it.
    seconds : float or None
        Of a record of a time.
    scale : float
        The number is this times the quantity.
    cannot_fail, see, note : str
        Why it could not have come out otherwise, where the report says more, a remark.
    """

    quantity: str
    kind: str
    evidence: str
    place: Place = Place()
    printed: Printed | None = None
    says: str = ""
    read_as: Printed | None = None
    printed_epoch: int | None = None
    seconds: float | None = None
    scale: float = 1.0
    cannot_fail: str = ""
    see: str = ""
    note: str = ""

    @property
    def is_worded(self) -> bool:
        """Whether the document says it in words."""
        return self.kind in WORDED

    @property
    def text(self) -> str:
        """The document's digits or words."""
        return self.says if self.printed is None else self.printed.text

    @property
    def meant(self) -> Printed:
        """The number, or what a misprint is read as.

        Raises
        ------
        ValueError
            Where the document says it in words.
        """
        found = self.read_as or self.printed
        if found is None:
            raise ValueError(f"{self.quantity}: {self.says!r} is no number")
        return found

    @property
    def value(self) -> float:
        """The number in the unit of the quantity."""
        return self.meant.value / self.scale


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
    value: AsPrinted | None = Field(default=None, description='the number, such as "97.8 %"')
    at: dict[Any, AsPrinted] | None = Field(
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
    read_as: AsPrinted | None = Field(default=None, description="what a misprint must mean")
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
        self._check_epochs()
        return self

    def _check_epochs(self) -> None:
        wrong = [key for key in self.at or {} if not str(key).isdecimal()]
        if wrong:
            message = "is no epoch; a whole number is needed"
            raise Problems([Problem(("at",), f'"{key}" {message}') for key in wrong])

    def epochs(self) -> list[int]:
        """Return the epochs of `at`, as the document counts."""
        return sorted(int(epoch) for epoch in self.at or ())

    @property
    def shift(self) -> int:
        """How many more updates there have been than the document's epoch says.

        Where it counts from 0, its epoch e is the state after e + 1 updates.
        """
        return 1 - self.counted_from

    def claims(self) -> Iterator[Claim]:
        """Yield its numbers, in the order of their epochs, or its words."""
        if self.at is None:
            yield self._claim(self.value, self.epoch)
        else:
            found = {int(epoch): printed for epoch, printed in self.at.items()}
            yield from (self._claim(found[epoch], epoch) for epoch in sorted(found))

    def _claim(self, printed: Printed | None, epoch: int | None) -> Claim:
        parts = {part.name: getattr(self, part.name) for part in fields(Place)}
        # A record is read nowhere: its epoch says how many a printed time is for.
        parts["epoch"] = None if epoch is None or self.kind == "record" else epoch + self.shift
        return Claim(
            self.quantity,
            self.kind,
            self.evidence,
            Place(**parts),
            printed,
            self.says or "",
            self.read_as,
            epoch,
            self.seconds,
            self.scale,
            self.cannot_fail or "",
            self.see or "",
            self.note or "",
        )


_CLAIMS = TypeAdapter(tuple[Claim, ...])


def claims_as_json(entries: Sequence[Published]) -> list[dict[str, Any]]:
    """Return the claims of entries in plain types, as files keep them."""
    found = tuple(claim for entry in entries for claim in entry.claims())
    written: list[dict[str, Any]] = _CLAIMS.dump_python(found, mode="json")
    return written


def claims_from_json(written: Any) -> tuple[Claim, ...]:
    """Return the claims that `claims_as_json` wrote."""
    return _CLAIMS.validate_python(written)
