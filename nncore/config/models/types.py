"""The kinds of value that a configuration holds: strict about meaning, lenient about YAML's traps.

YAML reads ``1e-3`` as text and ``yes`` as true. A number written with an exponent is therefore
taken as the number; a true, a quoted number or any other text where a number belongs is refused.
"""

import math
import re
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema

from nncore.config.reading.messages import shown
from nncore.config.reading.problems import Problem, Problems
from nncore.data.fetch import is_address
from nncore.language.printed import Printed

# What YAML 1.1 takes for text although people write it for a number: an exponent without a point
# before it or a sign behind it.
_EXPONENT = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)[eE][-+]?\d+")
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")


def as_number(value: Any, needed: str = "a number is needed") -> float:
    """Return `value` as a finite float.

    >>> as_number(2), as_number("1e-3")
    (2.0, 0.001)
    """
    if isinstance(value, str) and _EXPONENT.fullmatch(value.strip()):
        value = float(value)
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        raise ValueError(f"is {shown(value)}; {needed}: remove the quotation marks")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"is {shown(value)}; {needed}")
    if not math.isfinite(value):
        raise ValueError(f"is {value}; {needed.replace('a number', 'a finite number')}")
    return float(value)


def as_integer(value: Any) -> int:
    """Return `value` as an int; ``1e3`` is one, 0.5 is not.

    >>> as_integer(5000), as_integer("1e3")
    (5000, 1000)
    """
    needed = "a whole number is needed"
    number = as_number(value, needed)
    if number != int(number):
        raise ValueError(f"is {shown(value)}; {needed}")
    return value if isinstance(value, int) else int(number)


def _as_list(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        example = f", such as [{value}]" if isinstance(value, str | int | float) else ""
        raise ValueError(f"is {shown(value)}; a list is needed{example or ' ([] for none)'}")
    return list(value)


def _as_identifier(value: Any) -> str:
    return _as_name(value, r"[a-z0-9]+([._-][a-z0-9]+)*", 'digits, with single ".", "-" or "_"')


def _as_label(value: Any) -> str:
    return _as_name(value, r"[a-z0-9]+([_-][a-z0-9]+)*", 'digits, with single "-" or "_"')


def _as_name(value: Any, pattern: str, allowed: str) -> str:
    # Names become file names, also where upper and lower case are the same file.
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise ValueError(
            f"is {shown(value)}; a name that is safe as a file name is needed: "
            f"lower-case letters and {allowed} between them"
        )
    return value


def as_printed(value: Any) -> Printed:
    """Return a number as a document prints it: digits, perhaps with an exponent or in percent."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise ValueError(
            f'is the number {value}; write it as printed, in quotation marks ("{value}"), '
            "so that its digits are kept"
        )
    try:
        printed = Printed.parse(value) if isinstance(value, str) else None
    except ValueError:
        printed = None
    if printed is None or printed.unit not in ("", "%"):
        raise ValueError(f'is {shown(value)}; a printed number is needed, such as "97.8 %"')
    return printed


def _as_sha256(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{64}", value):
        needed = "a SHA-256 is needed, 64 hexadecimal digits as sha256sum prints them"
        raise ValueError(f"is {shown(value)}; {needed}")
    return value


def _as_url(value: Any) -> str:
    if not isinstance(value, str) or not is_address(value):
        raise ValueError(f"is {shown(value)}; an address that starts with http:// or https://")
    return value


def _as_matrix(value: Any) -> list[list[float]]:
    rows = _as_list(value)
    if not rows or not all(isinstance(row, list | tuple) for row in rows):
        raise ValueError("holds no rows; one for each sample is needed, such as [[1, 2], [3, 4]]")
    problems = []
    for i, row in enumerate(rows):
        if len(row) != len(rows[0]):
            message = f"has {len(row)} entries, the first row has {len(rows[0])}"
            problems.append(Problem((i,), message))
        for j, entry in enumerate(row):
            try:
                as_number(entry)
            except ValueError as error:
                problems.append(Problem((i, j), str(error)))
    if problems or not rows[0]:
        raise Problems(problems or [Problem((0,), "is empty; numbers are needed")])
    return [[as_number(entry) for entry in row] for row in rows]


_NUMBER_FIRST, _INTEGER_FIRST = BeforeValidator(as_number), BeforeValidator(as_integer)

Number = Annotated[float, _NUMBER_FIRST]
Positive = Annotated[float, Field(gt=0), _NUMBER_FIRST]
NotNegative = Annotated[float, Field(ge=0), _NUMBER_FIRST]
Share = Annotated[float, Field(ge=0, lt=1), _NUMBER_FIRST]
Step = Annotated[float, Field(gt=0, lt=1), _NUMBER_FIRST]
Integer = Annotated[int, _INTEGER_FIRST]
Count = Annotated[int, Field(ge=1), _INTEGER_FIRST]
Index = Annotated[int, Field(ge=0), _INTEGER_FIRST]
Year = Annotated[int, Field(ge=1600, le=2100), _INTEGER_FIRST]
# The legacy stream takes 32 bits, and replica r takes the seed plus r.
Seed = Annotated[int, Field(ge=0, lt=2**31), _INTEGER_FIRST]
Text = Annotated[str, Field(min_length=1)]
Identifier = Annotated[
    str, BeforeValidator(_as_identifier), WithJsonSchema({"type": "string", "x-words": "id"})
]
Label = Annotated[str, BeforeValidator(_as_label)]
Matrix = Annotated[
    list[list[float]],
    BeforeValidator(_as_matrix),
    WithJsonSchema({"type": "array", "items": {"type": "array", "items": {"type": "number"}}}),
]
Sha256 = Annotated[
    str,
    BeforeValidator(_as_sha256),
    WithJsonSchema({"type": "string", "x-words": "SHA-256 in hexadecimal"}),
]
Url = Annotated[
    str, BeforeValidator(_as_url), WithJsonSchema({"type": "string", "x-words": "web address"})
]
AsList = BeforeValidator(_as_list)

# Arrays (n,) of records that are kept in files.
Floats = Annotated[
    NDArray[np.floating],
    PlainValidator(lambda values: np.asarray(values, dtype=float)),
    PlainSerializer(lambda values: values.tolist()),
]
Integers = Annotated[
    NDArray[np.integer],
    PlainValidator(lambda values: np.asarray(values, dtype=int)),
    PlainSerializer(lambda values: values.tolist()),
]
