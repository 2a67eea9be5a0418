import numpy as np
import pytest

from nncore.files import (
    read_arrays,
    read_json,
    write_arrays,
    write_atomically,
    write_json,
    write_text,
    write_text_if_changed,
)

ARRAYS = {"a/b": np.arange(2000.0), "text": np.array(["x", "yz"]), "empty": np.empty((0, 3))}


def test_arrays_come_back_and_bytes_depend_on_nothing_else(tmp_path):
    write_arrays(tmp_path / "deep" / "one.npz", ARRAYS)
    write_arrays(tmp_path / "two.npz", ARRAYS)
    back = read_arrays(tmp_path / "two.npz")
    assert set(back) == set(ARRAYS)
    for name, array in ARRAYS.items():
        np.testing.assert_array_equal(back[name], array)
    assert (tmp_path / "deep" / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "kept.txt"
    write_text(path, "old")

    def fail(stream):
        stream.write(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, fail)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_objects_are_refused_before_anything_is_written(tmp_path):
    with pytest.raises(TypeError, match=r"run\.npz: array 'bad' holds objects"):
        write_arrays(tmp_path / "run.npz", {"bad": np.array([{}], dtype=object)})
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json(tmp_path / "run.json", {"loss": float("nan")})
    assert list(tmp_path.iterdir()) == []


def flip(content):
    """Damage in the middle: the directory at the end stays whole, the compressed data do not."""
    middle = len(content) // 3
    return (
        content[:middle]
        + bytes(255 - byte for byte in content[middle : middle + 40])
        + content[middle + 40 :]
    )


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content[:-30],
        lambda content: b"",
        lambda content: b"not an archive at all",
        flip,
    ],
    ids=["half", "tail", "empty", "text", "flipped"],
)
def test_damaged_files_are_named_with_the_cure(tmp_path, damage):
    path = tmp_path / "run.npz"
    write_arrays(path, ARRAYS)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ValueError, match=r"run\.npz: damaged or not an \.npz .*delete it"):
        read_arrays(path)


def test_single_arrays_and_pickles_are_refused(tmp_path):
    np.save(tmp_path / "array.npy", np.zeros(3))
    np.savez(tmp_path / "pickled.npz", a=np.array([{}], dtype=object))
    (tmp_path / "bare.npz").write_bytes(np.array([{}], dtype=object).dumps())
    for name in ("array.npy", "pickled.npz", "bare.npz"):
        with pytest.raises(ValueError, match=rf"{name}: damaged or not an \.npz"):
            read_arrays(tmp_path / name)


def test_a_missing_file_is_named_with_what_makes_it(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no such file; `snakemake --cores 1 .*gone.npz`"):
        read_arrays(tmp_path / "gone.npz")


def test_text_that_stands_there_already_is_not_written_again(tmp_path):
    path = tmp_path / "block.json"
    write_text_if_changed(path, "π = 3")
    first = path.stat()
    write_text_if_changed(path, "π = 3")
    assert path.stat().st_ino == first.st_ino
    write_text_if_changed(path, "π = 4")
    assert path.read_text(encoding="utf-8") == "π = 4"


def test_json_comes_back(tmp_path):
    value = {"name": "σ", "rates": [0.1, 1e-8], "none": None}
    write_json(tmp_path / "a.json", value)
    assert read_json(tmp_path / "a.json") == value
