"""What a document prints, as everything that reads it knows it: the number, and where it is of."""

from dataclasses import dataclass
from typing import Any

from nncore.config.records.record import Record
from nncore.language.printed import Printed

WORDED = ("claim", "record")  # kinds that a document says in words


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


class Said(Record):
    """All that a document says of one experiment: the slice of a job that judges."""

    document: str
    claims: tuple[Claim, ...]
