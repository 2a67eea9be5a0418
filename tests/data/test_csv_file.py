"""The reader of comma-separated points: what it reads, and what it says of a wrong row."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.data.data_example import CSV_ROWS, dataset, write_csv

# The file is written anew for every example, so that one folder may serve them all.
SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_csv_rows_are_read_in_order(tmp_path: Path) -> None:
    data = dataset("csv", path=write_csv(tmp_path / "own.txt", *CSV_ROWS), draws=3)
    expected = [[0.5, 0.25], [-0.5, 0.1], [0.1, -0.2], [0.75, 0.5], [0.0, 1.0]]
    np.testing.assert_array_equal(data.x, [expected])
    np.testing.assert_array_equal(data.y[0, :, 0], [1, 0, 1, 0, 1])
    assert data.class_names == ("0", "1")
    assert data.source == "the user's own file own.txt"


@SAME_FOLDER
@given(
    x=st.integers(2, 5).flatmap(
        lambda m: st.lists(
            st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=m, max_size=m),
            min_size=2,
            max_size=6,
        )
    ),
    end=st.sampled_from(["\n", "\r\n", "\n\n", " \n"]),
)
def test_csv_numbers_are_read_to_the_last_bit(
    x: list[list[float]], end: str, tmp_path: Path
) -> None:
    rows = [",".join([*map(repr, row), str(number % 2)]) for number, row in enumerate(x)]
    path = tmp_path / "own.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "".join(row + end for row in rows).encode())
    data = dataset("csv", path=str(path))
    np.testing.assert_array_equal(data.x[0], x)
    assert data.feature_names == tuple(f"x{number + 1}" for number in range(len(x[0])))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["", "  "], "holds no rows; each needs two or more features and a label"),
        (["1,2,0", "", "1,2,3,1"], "row 3 has 4 entries, the rows before it have 3"),
        (["1,2,0", "3,1"], "row 2 has 2 entries, the rows before it have 3"),
        (["1,0"], "row 1 has 2 entries; two or more features and a label 0 or 1, separated by"),
        (["1;2;0"], "row 1 has 1 entry; two or more features"),
        (["x1,x2,y", "1,2,0"], r"row 1, column 1: 'x1'; a number .* \(a file with a header\?"),
        (["1,2,0", "1,two,1"], "row 2, column 2: 'two'; a number is needed$"),
        (["1,2,0", "1,,1"], "row 2, column 2: ''; a number is needed"),
        (["1,2,0", "1, nan,1"], "row 2, column 2: nan; a finite number is needed"),
        (["1,-inf,0"], "row 1, column 2: -inf; a finite number is needed"),
        (["1,2,0", "3,4,2"], "row 2: label 2; 0 or 1 is needed"),
        (["1,2,0.5"], "row 1: label 0.5; 0 or 1 is needed"),
        (["1,2,0", "3,4,0"], "no sample of class '1'; every class needs one"),
    ],
)
def test_a_wrong_csv_is_named_with_its_row(rows: list[str], message: str, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "own.txt", *rows)
    with pytest.raises(ValueError, match=rf"^data set 'csv': {path}: {message}"):
        dataset("csv", path=path)


def test_a_csv_that_is_no_text_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_bytes(b"1,2,0\n\xff\xfe,1,1\n")
    with pytest.raises(ValueError, match=r"own\.txt: byte 7 is no text \(UTF-8\); lines of numb"):
        dataset("csv", path=str(tmp_path / "own.txt"))
