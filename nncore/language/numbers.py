"""How numbers are written in the report: one place, so that they look alike everywhere.

What these functions return is inline markup (`nncore.language.inline`): ``4.22 × 10^{−8}``. The
minus is a minus, thousands are set apart by narrow spaces, units by a narrow space. A value that is
not finite raises `ValueError` with the value's name, because a report never shows one.
"""

import math

MINUS = "\N{MINUS SIGN}"
NARROW = "\N{NARROW NO-BREAK SPACE}"


def finite(x: float, name: str = "value") -> float:
    """`x` as a float, or `ValueError` naming it when it is not a finite number."""
    try:
        value = float(x)
    except (TypeError, ValueError):
        raise ValueError(f"{name} is {x!r}: not a number, so the report cannot show it") from None
    if not math.isfinite(value):
        raise ValueError(f"{name} is {value}: not finite, so the report cannot show it")
    return value


def grouped(digits: str) -> str:
    """`digits` (``12345.67``) with its thousands set apart from five digits on."""
    whole, point, rest = digits.partition(".")
    sign, whole = (whole[0], whole[1:]) if whole[:1] == "-" else ("", whole)
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", NARROW)
    # Rounding can leave a zero with a sign; readers expect none.
    negative = sign and float(digits) != 0
    return (MINUS if negative else "") + whole + point + rest


def fixed(x: float, decimals: int, name: str = "value") -> str:
    """`x` with exactly `decimals` digits after the point.

    >>> fixed(-0.12345, 3)
    '−0.123'
    """
    return grouped(f"{finite(x, name):.{decimals}f}")


def count(n: float, name: str = "value") -> str:
    """A whole number.

    >>> count(5130), count(100000).replace(NARROW, "_")
    ('5130', '100_000')
    """
    if finite(n, name) != int(n):
        raise ValueError(f"{name} is {n}: not a whole number")
    return grouped(str(int(n)))


def scientific(x: float, digits: int = 3, name: str = "value") -> str:
    """`x` as a power of ten with `digits` significant digits.

    >>> print(scientific(4.2187e-8))
    4.22 × 10^{−8}
    """
    mantissa, _, exponent = f"{finite(x, name):.{digits - 1}e}".partition("e")
    if float(mantissa) == 0:
        return "0"
    power = str(int(exponent)).replace("-", MINUS)
    return f"{mantissa.replace('-', MINUS)}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}10^{{{power}}}"


def significant(x: float, digits: int = 3, name: str = "value") -> str:
    """`x` with `digits` significant digits; no digit before the point is ever dropped.

    >>> significant(0.0123456), significant(97.8342), significant(5130.2)
    ('0.0123', '97.8', '5130')
    """
    value = finite(x, name)
    if value == 0:
        return "0"
    # The exponent after rounding: 0.9996 with three digits is 1.00.
    exponent = int(f"{value:.{digits - 1}e}".partition("e")[2])
    if not -4 <= exponent < 7:
        return scientific(value, digits, name)
    return fixed(value, max(0, digits - 1 - exponent), name)


def percent(share: float, n: int | None = None, digits: int = 1, name: str = "value") -> str:
    """A share of 1 as a percentage; with `n` samples, one decimal more than 1/n can matter.

    >>> percent(0.978).replace(NARROW, "_"), percent(0.978, n=500).replace(NARROW, "_")
    ('97.8_%', '97.80_%')
    """
    if n is not None:
        digits = max(0, math.ceil(math.log10(n / 100))) + 1
    return fixed(100 * finite(share, name), digits, name) + NARROW + "%"


def seconds(t: float, name: str = "value") -> str:
    """A duration as a person says it.

    >>> [seconds(t).replace(NARROW, " ") for t in (0.0042, 4.21, 38.2, 126, 7200)]
    ['4.2 ms', '4.2 s', '38 s', '2.1 min', '2.0 h']
    """
    value = finite(t, name)
    if value < 0:
        raise ValueError(f"{name} is {value} s: a duration cannot be negative")
    units = ((1, "ms", 1e-3), (90, "s", 1), (5400, "min", 60), (math.inf, "h", 3600))
    unit, length = next((unit, length) for limit, unit, length in units if value < limit)
    number = value / length
    return fixed(number, 1 if number < 9.95 else 0, name) + NARROW + unit
