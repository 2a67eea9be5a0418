"""Numbers and phrases of captions; colours; quantiles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncore.analysis import studies as readings
from nncore.language import captions as words
from nncore.plots.kit import style


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (0.0, 3, "0"),
        (0.012668, 3, "0.0127"),
        (-1.5, 2, f"{words.MINUS}1.5"),
        (0.9999, 2, "1.0"),
        (123456.0, 3, f"123{words.NARROW}456"),
        (3.21e-5, 2, r"$3.2\times10^{-5}$"),
        (-2.5e9, 2, r"$-2.5\times10^{9}$"),
        (float("inf"), 3, "not finite"),
    ],
)
def test_number(value: float, digits: int, expected: str) -> None:
    assert words.number(value, digits) == expected


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_written_without_a_hyphen_for_a_minus_outside_mathematics(
    value: float,
) -> None:
    text = words.number(value)
    assert text
    assert text.startswith("$") or "-" not in text
    assert "nan" not in text


def test_counts_and_lists() -> None:
    assert words.count(5130) == "5130"
    assert words.count(30000) == f"30{words.NARROW}000"
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.plural(1, "seed") == "1 seed"
    assert words.plural(100, "seed") == "100 seeds"


@given(
    st.integers(1, 30),
    st.integers(1, 5),
    st.lists(st.floats(0.0, 1.0), min_size=1, max_size=3),
    st.integers(0, 2**32 - 1),
)
def test_quantiles_are_those_of_numpy(n: int, m: int, shares: list[float], seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(n, m))
    values[rng.random((n, m)) < 0.3] = np.nan
    values[0] = 1.0  # NumPy warns where there is no number at all
    expected = np.nanquantile(values, shares, axis=0)
    np.testing.assert_allclose(readings.quantiles(values, shares), expected, rtol=1e-12, atol=1e-15)


def test_quantiles_of_nothing_are_missing_without_a_warning() -> None:
    assert np.isnan(readings.quantiles(np.full((3, 2), np.nan))).all()


@pytest.mark.parametrize("theme", style.THEMES, ids=lambda theme: theme.name)
def test_words_and_lines_are_readable_on_the_ground(theme: style.Theme) -> None:
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    for colour in (theme.ink, theme.muted):
        assert style.contrast(colour, theme.ground) >= 4.5
    for colour in (*style.CLASS_COLOURS, theme.test):
        assert style.contrast(theme.readable(colour), theme.ground) >= 4.5
    for number in (0, 1):
        assert style.contrast(theme.class_colour(number), theme.ground) >= 3.0


def test_classes_have_the_same_colours_in_both_themes() -> None:
    assert [theme.class_colour(0) for theme in style.THEMES] == ["#0072B2", "#0072B2"]
    assert [theme.class_colour(1) for theme in style.THEMES] == ["#D55E00", "#D55E00"]
