"""Numbers as the report writes them."""

import doctest
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncore.language import numbers, printed
from nncore.language.numbers import count, fixed, percent, scientific, seconds, significant
from nncore.language.printed import Printed, typeset

NNBSP = "\N{NARROW NO-BREAK SPACE}"
finite = st.floats(allow_nan=False, allow_infinity=False, width=32)


def test_examples_in_the_docstrings():
    assert doctest.testmod(numbers).failed == doctest.testmod(printed).failed == 0


@pytest.mark.parametrize(
    "write",
    [significant, scientific, percent, seconds, count, Printed.parse("0.1").like],
)
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, None, "x"])
def test_what_is_not_finite_is_refused_by_name(write, value):
    with pytest.raises(ValueError, match="loss of seed 3"):
        write(value, name="loss of seed 3")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.9996, "1.00"),
        (99.96, "100"),
        (12345.0, f"12{NNBSP}345"),
        (-0.5, "−0.500"),
        (0, "0"),
        (1e-5, "1.00 × 10^{−5}".replace(" ", "\N{NO-BREAK SPACE}")),
        (1e-4, "0.000100"),
    ],
)
def test_three_significant_digits(value, text):
    assert significant(value) == text


@pytest.mark.parametrize(
    ("value", "printed", "text"),
    [
        (0.1260879, "0.126088", "0.126088"),
        (0.978, "97.8 %", f"97.8{NNBSP}%"),
        (0.5638, "56.38%", f"56.38{NNBSP}%"),
        (5130, "5130", "5130"),
        (120.2, "120 minutes", f"120{NNBSP}minutes"),
        (-0.0001, "0.00", "0.00"),
    ],
)
def test_as_the_document_prints_it(value, printed, text):
    assert Printed.parse(printed).like(value) == text


@pytest.mark.parametrize("printed", ["0.126088", "97.8 %", "4.22e-08", "5130", "-1.5", "0.000321"])
def test_a_printed_number_is_like_itself(printed):
    number = Printed.parse(printed)
    assert number.like(number.value) == number.words == typeset(printed)
    assert number.plain(number.value) == printed


def test_what_no_document_prints_is_refused():
    with pytest.raises(ValueError, match="about three"):
        Printed.parse("about three")


def test_a_share_shows_one_decimal_more_than_can_matter():
    assert percent(39 / 40, n=40) == f"97.5{NNBSP}%"
    assert percent(0.5, n=1000) == f"50.00{NNBSP}%"


@given(finite, st.integers(1, 6))
def test_significant_digits_keep_the_value(x, digits):
    text = significant(x, digits).replace("−", "-").replace(NNBSP, "")
    text = text.replace("\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}10^{", "e").replace("}", "")
    assert float(text) == pytest.approx(x, rel=0.51 * 10 ** (1 - digits))


@given(finite, st.integers(0, 8))
def test_no_zero_carries_a_sign(x, decimals):
    text = fixed(x, decimals)
    assert not text.startswith("−") or any(digit in text for digit in "123456789")
    assert "-" not in text


@pytest.mark.parametrize(
    ("t", "text"), [(0.5, "500 ms"), (89, "89 s"), (600, "10 min"), (9e4, "25 h")]
)
def test_durations(t, text):
    assert seconds(t) == text.replace(" ", NNBSP)


def test_a_negative_duration_is_refused():
    with pytest.raises(ValueError, match="negative"):
        seconds(-1)
