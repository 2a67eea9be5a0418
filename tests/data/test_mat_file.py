"""The reader of a .mat of digits: order of pixels, labels, and what it says of a wrong file."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.io import savemat
from scipy.sparse import csc_matrix

from nncore.data import mat_file
from tests.data.data_example import dataset, mat_arrays, write_mat

# The file is written anew for every example, so that one folder may serve them all.
SAME_FOLDER = settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_mat_images_are_turned_from_column_order_to_row_order(tmp_path: Path) -> None:
    """MATLAB's X(i, :) = image(:) puts one column of the image after the other."""
    arrays = mat_arrays(10)
    image = np.zeros((20, 20))
    image[3, 17] = 1.0  # row 3 from the top, far right
    image[:, 0] = 0.5
    arrays["X"][4] = image.ravel(order="F")
    data = dataset("mat", path=write_mat(tmp_path / "own.mat", **arrays))
    assert data.image_shape == (20, 20)
    np.testing.assert_array_equal(data.x[0, 4].reshape(data.image_shape), image)
    assert data.x[0, 4, data.feature_names.index("pixel 3,17")] == 1.0


@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.float64])
def test_mat_labels_stand_for_digits_and_10_for_0(dtype: Any, tmp_path: Path) -> None:
    arrays = mat_arrays(20)
    path = write_mat(tmp_path / "own.mat", X=arrays["X"], y=arrays["y"].astype(dtype))
    data = dataset("mat", path=path)
    np.testing.assert_array_equal(data.labels(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 0] * 2)
    assert data.class_names == tuple("0123456789")
    assert data.source == "the user's own file own.mat"


def with_entry(name: str, row: int, column: int, value: float) -> dict[str, Any]:
    arrays = {key: array.astype(float) for key, array in mat_arrays().items()}
    arrays[name][row, column] = value
    return arrays


X, Y = mat_arrays().values()
SHAPE = "n x 400, an image of 20 x 20 pixels in each row, is needed"


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"y": Y}, f"holds no variable X; {SHAPE}"),
        ({"X": X}, "holds no variable y; 12 x 1, a digit for each image, is needed"),
        ({"X": X.T, "y": Y}, f"X is 400 x 12; {SHAPE}"),
        ({"X": X[:, :64], "y": Y}, f"X is 12 x 64; {SHAPE}"),
        ({"X": X.reshape(12, 20, 20), "y": Y}, f"X is 12 x 20 x 20; {SHAPE}"),
        ({"X": X[:0], "y": Y[:0]}, f"X is 0 x 400; {SHAPE}"),
        ({"X": X, "y": Y.T}, "y is 1 x 12; 12 x 1, a digit for each image, is needed"),
        ({"X": X, "y": Y[:9]}, "y has 9 rows for the 12 of X"),
        ({"X": "text", "y": Y}, "X does not hold plain numbers"),
        ({"X": X + 1j, "y": Y}, "X does not hold plain numbers"),
        ({"X": csc_matrix(X), "y": Y}, "X does not hold plain numbers"),
        (with_entry("X", 6, 2, np.nan), "row 7 of X, column 3: nan, not finite"),
        (with_entry("y", 6, 0, np.inf), "row 7 of y, column 1: inf, not finite"),
        (with_entry("y", 11, 0, 0), "row 12 of y: label 0; 1 to 9, or 10 for 0, is needed"),
        (with_entry("y", 2, 0, 1.5), "row 3 of y: label 1.5; 1 to 9, or 10 for 0"),
        ({"X": X[:9], "y": Y[:9]}, "no sample of class '0'; every class needs one"),
    ],
)
def test_a_wrong_mat_is_named_with_its_row(
    arrays: dict[str, Any], message: str, tmp_path: Path
) -> None:
    path = write_mat(tmp_path / "own.mat", **arrays)
    with pytest.raises(ValueError, match=rf"^data set 'mat': {path}: {message}"):
        dataset("mat", path=path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"0.1,0.2,1\n" * 100, r"is damaged or no MATLAB file"),
        (b"MATLAB 7.3 MAT-file".ljust(124) + b"\x00\x02IM", "is a MATLAB 7.3 file; save it with"),
    ],
)
def test_what_is_no_mat_is_said_to_be_none(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "own.mat").write_bytes(content)
    with pytest.raises(ValueError, match=rf"own\.mat: {message}"):
        dataset("mat", path=str(tmp_path / "own.mat"))


@SAME_FOLDER
@given(data=st.data())
def test_a_damaged_mat_is_read_or_refused_with_its_name(
    data: st.DataObject, tmp_path: Path
) -> None:
    path = tmp_path / "own.mat"
    write_mat(path, **mat_arrays())
    content = bytearray(path.read_bytes())
    content = content[: data.draw(st.integers(0, len(content)))]
    for place in data.draw(st.lists(st.integers(0, max(len(content), 1) - 1), max_size=3)):
        content[place : place + 1] = data.draw(st.binary(min_size=1, max_size=2))
    path.write_bytes(content)
    refusal = ""
    try:
        dataset("mat", path=str(path))
    except ValueError as error:
        refusal = str(error)
    assert not refusal or refusal.startswith(f"data set 'mat': {path}: ")


@pytest.mark.parametrize(("place", "value"), [(145, 14), (176, 255), (177, 1), (-24, 128)])
def test_a_flipped_byte_that_ends_the_reader_ends_no_more_than_that(
    place: int, value: int, tmp_path: Path
) -> None:
    """With these SciPy's reader breaks off with a segmentation fault, uncaught by any `except`."""
    path = tmp_path / "own.mat"
    savemat(path, mat_arrays())
    content = bytearray(path.read_bytes())
    content[place] = value
    path.write_bytes(content)
    with pytest.raises(ValueError, match=rf"^data set 'mat': {path}: is damaged"):
        dataset("mat", path=str(path))


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("import os; os.abort()", "reading it ended with status -6; take a fresh copy"),
        ("1 / 0", "reading it ended with status 1; take a fresh copy"),
        ("while True: pass", "not read within 1 s: damaged; take a fresh copy"),
        ("print('something else')", "reading it gave no arrays; take a fresh copy"),
    ],
)
def test_a_reader_that_breaks_off_is_said_with_the_cure(
    program: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reader.py").write_text(program)
    monkeypatch.setattr(mat_file.mat_child, "__file__", str(tmp_path / "reader.py"))
    monkeypatch.setattr(mat_file, "_LIMIT", 1)
    path = write_mat(tmp_path / "own.mat", **mat_arrays())
    with pytest.raises(ValueError, match=rf"own\.mat: is .*{message}"):
        dataset("mat", path=path)
