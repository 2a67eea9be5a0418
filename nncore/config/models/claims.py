"""What documents print, as configurations write it and as everything else reads it.

An entry of ``published:`` names a quantity, the number as printed and what a comparison can show::

    - {quantity: train_accuracy, evidence: same stream, value: "97.8 %"}
    - {quantity: train_loss, evidence: same stream, counted_from: 0,
       at: {0: "0.080713", 1500: "0.065074"}}
    - {quantity: separated, evidence: chosen, epoch: 21700, says: "Tightly fitted"}

Each of its numbers becomes a `Claim`: read here once, with its place as we count.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from nncore.config.models.block import Block, name_in
from nncore.config.models.evidence import EVIDENCE, KINDS
from nncore.config.models.types import Count, Index, Positive, Text, as_printed
from nncore.config.reading.problems import Problem, Problems
from nncore.config.records.claims import WORDED, Claim, Place
from nncore.language.printed import Printed

EvidenceName = Annotated[str, *name_in("evidence", EVIDENCE)]
KindName = Annotated[str, *name_in("kind of published number", KINDS)]
AsPrinted = Annotated[
    Printed,
    BeforeValidator(as_printed),
    WithJsonSchema({"type": "string", "x-words": "number as printed, in quotation marks"}),
]


class Published(Block):
    """One number that a document prints, or one for each of several epochs."""

    quantity: Text = Field(description="what the number is")
    kind: KindName = Field(
        default="distribution",
        description="how it is compared: "
        + "; ".join(f"{name}, {meaning}" for name, meaning in KINDS.items())
        + ". Left out it is a claim where it `says` something, with `seconds` a record; exact "
        "where the random numbers are the document's; a distribution otherwise",
    )
    evidence: EvidenceName = Field(
        description="what a comparison can show: "
        + "; ".join(f"{name}, {record.meaning}" for name, record in EVIDENCE.items())
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

    @model_validator(mode="before")
    @classmethod
    def _fill_kind(cls, written: Any) -> Any:
        if not isinstance(written, Mapping) or "kind" in written:
            return written
        evidence = EVIDENCE.get(str(written.get("evidence")))
        kind = "exact" if evidence is not None and evidence.is_fixed else "distribution"
        if "says" in written:
            kind = "record" if "seconds" in written else "claim"
        return {**written, "kind": kind}

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
