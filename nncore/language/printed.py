"""A number as a document prints it: parsed once, then a record that knows what it stands for."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from nncore.language import numbers

_FORM = re.compile(
    r"(?P<sign>[-+\N{MINUS SIGN}]?)(?P<number>\d+(?:\.(?P<decimals>\d+))?)"
    r"(?:[eE](?P<exponent>[-+]?\d+))?(?P<unit>.*)"
)

_SIGNS = "+-\N{MINUS SIGN}"


@dataclass(frozen=True)
class Printed:
    """A printed number; it stands for everything that rounds to it.

    Attributes
    ----------
    text : str
        As the document prints it.
    value : float
        What it means; a percentage is a share of 1.
    digits : int
        How many digits stand after the point.
    exponent : int or None
        The power of ten, None where it is written out.
    unit : str
        What follows the digits, such as "%", or nothing.
    """

    text: str
    value: float
    digits: int
    exponent: int | None
    unit: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return what `text` says.

        >>> Printed.parse("97.8 %").value, Printed.parse("-4.2e-3").value
        (0.978, -0.0042)

        Raises
        ------
        ValueError
            When it is no number.
        """
        found = _FORM.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"{text!r} is not a number as a document prints one")
        sign = "-" if found["sign"] in ("-", numbers.MINUS) else ""
        value = Decimal(f"{sign}{found['number']}e{found['exponent'] or 0}")
        return cls(
            text.strip(),
            float(value / 100 if "%" in found["unit"] else value),
            len(found["decimals"] or ""),
            None if found["exponent"] is None else int(found["exponent"]),
            found["unit"].strip(),
        )

    @property
    def is_percent(self) -> bool:
        """Whether it is printed in percent."""
        return "%" in self.unit

    @property
    def low(self) -> float:
        """The least value that rounds to it."""
        return self.value - self._margin

    @property
    def high(self) -> float:
        """The greatest value that rounds to it."""
        return self.value + self._margin

    @property
    def _margin(self) -> float:
        last_place = 10.0 ** ((self.exponent or 0) - self.digits)
        # A value on the edge may round either way; floating point must not decide.
        return 0.5 * last_place * (0.01 if self.is_percent else 1.0) * (1 + 1e-9)

    @property
    def words(self) -> str:
        """The number as the report writes it, with the document's digits.

        >>> Printed.parse("2.454e-11").words == numbers.scientific(2.454e-11, 4)
        True
        """
        if self.exponent is not None:
            return self.like(self.value)
        sign = numbers.MINUS if self.text.startswith(("-", numbers.MINUS)) else ""
        return sign + numbers.grouped(self._number.lstrip(_SIGNS)) + self._suffix

    @property
    def n_significant(self) -> int:
        """How many significant digits it has."""
        mantissa = re.split("[eE]", self._number)[0].strip(_SIGNS)
        return len(mantissa.replace(".", "").lstrip("0"))

    def like(self, x: float, name: str = "value") -> str:
        """Write `x` with exactly the digits of this number, its exponent form and its unit.

        `words` writes the number itself in the same way, so that two equal strings mean equality at
        every printed digit. With a percent sign, `x` is a share of 1.

        >>> Printed.parse("0.126088").like(0.1260884)
        '0.126088'
        """
        if self.exponent is not None:
            return numbers.scientific(x, self.digits + 1, name) + self._suffix
        value = numbers.finite(x, name) * (100 if self.is_percent else 1)
        return numbers.fixed(value, self.digits, name) + self._suffix

    def plain(self, x: float) -> str:
        """Write `x` like this number in plain characters, for files that programs read.

        >>> Printed.parse("97.8 %").plain(0.97799), Printed.parse("4.22e-08").plain(4.2187e-8)
        ('97.8 %', '4.22e-08')
        """
        x = x * 100 if self.is_percent else x
        text = f"{x:.{self.digits}{'f' if self.exponent is None else 'e'}}"
        return (text.removeprefix("-") if float(text) == 0 else text) + self.text[
            len(self._number) :
        ]

    @property
    def _number(self) -> str:
        return self.text.removesuffix(self.unit).rstrip()

    @property
    def _suffix(self) -> str:
        return numbers.NARROW + self.unit if self.unit else ""


def typeset(text: str) -> str:
    """Write a number that is given as text as the report writes numbers."""
    return Printed.parse(text).words
