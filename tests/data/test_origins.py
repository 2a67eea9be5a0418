"""Whose data these are: the document's, a stand-in, or one's own; in words and in configuration."""

import hashlib
import re
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nncore.config.checks.user_files import missing_files
from nncore.config.load import ConfigError, resolve
from nncore.data.dataset import Dataset, summary
from nncore.data.draws import build_dataset
from nncore.data.origins import ORIGINS, numbers_sha256
from tests.data.data_example import CSV_ROWS, dataset, mat_arrays, write_csv, write_mat

NUMBERS = struct.pack("<15d", 0.5, 0.25, 1, -0.5, 0.1, 0, 0.1, -0.2, 1, 0.75, 0.5, 0, 0, 1, 1)
KNOWN = hashlib.sha256(NUMBERS).hexdigest()
SHA = "ab" * 32


def known_by(kind: str, **knowledge: Any) -> dict[str, Any]:
    names = ("numbers_sha256", "samples", "inputs", "per_class")
    return {"kind": kind, **dict.fromkeys(names), **knowledge}


BY_NUMBERS = known_by("csv", numbers_sha256=KNOWN)
BY_SHAPE = known_by("mat", samples=20, inputs=400, per_class=2)


def from_csv(folder: Path, *rows: str, **changes: Any) -> Dataset:
    path = write_csv(folder / "course.txt", *(rows or CSV_ROWS))
    return dataset("csv", path=path, **{"stands_in_for": "course.txt"} | changes)


def from_mat(folder: Path, n: int = 20, **changes: Any) -> Dataset:
    path = write_mat(folder / "course.mat", **mat_arrays(n))
    return dataset("mat", path=path, **{"stands_in_for": "course.mat"} | changes)


CASES: dict[str, Any] = {
    "replaces nothing": ("as configured", lambda f: dataset("circle")),
    "one's own in one's own study": ("as configured", lambda f: from_csv(f, stands_in_for="")),
    "generated instead": ("stand-in", lambda f: dataset("circle", stands_in_for="course.txt")),
    "shipped instead": ("stand-in", lambda f: dataset("digits", stands_in_for="course.mat")),
    "the known numbers": ("the document's own", lambda f: from_csv(f, document_file=BY_NUMBERS)),
    "written differently": (
        "the document's own",
        lambda f: from_csv(
            f,
            *("5e-1,2.5e-1,1", "-0.50,0.1,0.0", "", "0.1 , -0.2,1", "0.75,.5,-0", "-0,1,1"),
            document_file=BY_NUMBERS,
        ),
    ),
    "another number": (
        "your own file",
        lambda f: from_csv(f, *CSV_ROWS[:-1], "0,1.0000000000000002,1", document_file=BY_NUMBERS),
    ),
    "another order": (
        "your own file",
        lambda f: from_csv(f, *CSV_ROWS[::-1], document_file=BY_NUMBERS),
    ),
    "nobody knows it": ("your own file", lambda f: from_csv(f)),
    "known as another kind": ("your own file", lambda f: from_csv(f, document_file=BY_SHAPE)),
    "the known shape": ("as supplied", lambda f: from_mat(f, document_file=BY_SHAPE)),
    "too many": ("your own file", lambda f: from_mat(f, 30, document_file=BY_SHAPE)),
    "uneven classes": (
        "your own file",
        lambda f: from_mat(f, 21, document_file=BY_SHAPE | {"samples": 21}),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_origin_is_decided_when_the_data_are_made(case: str, tmp_path: Path) -> None:
    origin, make = CASES[case]
    data = make(tmp_path)
    assert data.origin == summary(data)["origin"] == origin
    assert bool(data.stands_in_for) == ORIGINS[origin].stands_in
    assert data.stands_in_for in ("", data.document_file)
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    digests = [hashlib.sha256(content).hexdigest() for content in files.values()]
    assert [data.file_sha256] == (digests or [""])


def test_every_origin_is_reached() -> None:
    assert {origin for origin, _ in CASES.values()} == set(ORIGINS)


@pytest.mark.parametrize("origin", ORIGINS)
def test_titles_and_sentences_follow_the_origin(origin: str, tmp_path: Path) -> None:
    data = next(make(tmp_path) for found, make in CASES.values() if found == origin)
    title, sentence = data.titled("Chips"), data.said_of_origin()
    if origin == "as configured":
        assert (title, sentence) == ("Chips", "")
        return
    assert title.startswith("Chips (")
    assert data.document_file in sentence
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert ("SHA-256" in sentence) == (origin in ("as supplied", "your own file"))
    assert data.file_sha256[:16] in sentence or origin == "the document's own"
    assert ("not confirmed" in sentence) == ORIGINS[origin].stands_in


def test_the_checksum_is_that_of_inputs_and_targets_row_by_row() -> None:
    x, y = np.array([[1.0, 2.0], [-0.0, 4.0]]), np.array([[1.0], [0.0]])
    bytes_ = struct.pack("<6d", 1, 2, 1, 0, 4, 0)
    assert numbers_sha256(x, y) == hashlib.sha256(bytes_).hexdigest()
    assert numbers_sha256(np.asfortranarray(x), y) == hashlib.sha256(bytes_).hexdigest()


CHIPS = {"kind": "microchips", "draws": 3, "test_fraction": 0.25, "stands_in_for": "course.txt"}
COURSE = {**CHIPS, "document_file": {"kind": "csv", "numbers_sha256": KNOWN}}


def test_the_flag_reads_every_document_file_and_nothing_else(tmp_path: Path) -> None:
    write_csv(tmp_path / "course.txt", *CSV_ROWS)
    raw = {"datasets": {"chips": {**COURSE, "noise": 0.1}, "own": CHIPS, "xor": {"kind": "xor"}}}
    without = resolve(raw).datasets
    found = resolve({**raw, "course_data": str(tmp_path)}).datasets
    block = found["chips"]
    assert block.options == {"path": str(tmp_path / "course.txt")}
    same = ("draws", "seed", "stream", "test_fraction", "standardise", "stands_in_for")
    assert all(getattr(block, key) == getattr(without["chips"], key) for key in same)
    assert build_dataset("chips", block).origin == "the document's own"
    assert build_dataset("chips", without["chips"]).origin == "stand-in"
    for id in ("own", "xor"):
        assert found[id] == without[id]
    assert not list(missing_files(found))


@pytest.mark.parametrize(
    ("folder", "file", "cure"),
    [
        ("none", "", "names no folder; it needs one with course.txt in it"),
        ("here", "", "put course.txt into the folder of course_data"),
        ("here", "Course.txt", "put course.txt into the folder .* written like this"),
    ],
)
def test_a_document_file_that_is_missing(folder: str, file: str, cure: str, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    if file:
        write_csv(tmp_path / "here" / file, *CSV_ROWS)
    config = resolve({"datasets": {"chips": COURSE}, "course_data": str(tmp_path / folder)})
    (line,) = missing_files({"chips": config.datasets["chips"]})
    assert line.startswith(
        f"datasets.chips.document_file: {tmp_path / folder / 'course.txt'}: no such file; "
    )
    assert re.search(cure, line)


def test_a_folder_that_nothing_is_read_from_is_named() -> None:
    with pytest.raises(ConfigError, match=r"course_data: no data set has a document_file"):
        resolve({"datasets": {"own": CHIPS}, "course_data": "folder"})


URL = "https://example.org/points.txt"


@pytest.mark.parametrize(
    ("block", "place", "message"),
    [
        ({"url": URL}, ".sha256", "is missing; url needs it"),
        ({"sha256": SHA, "path": "a.txt"}, ".url", "is missing; sha256 needs it"),
        ({"url": URL, "sha256": SHA, "path": "a.txt"}, ".path", "keep one of path and url"),
        ({"url": "ftp://a.org/b", "sha256": SHA}, ".url", "starts with http:// or https://"),
        ({"url": URL, "sha256": SHA.upper()}, ".sha256", "64 hexadecimal digits"),
        ({"kind": "xor", "url": URL, "sha256": SHA}, ".url", 'the kind "xor" reads no file'),
        ({**COURSE, "stands_in_for": ""}, ".stands_in_for", "the name of that file is needed"),
        ({**COURSE, "stands_in_for": "../a"}, ".stands_in_for", "the name of that file"),
        ({**CHIPS, "document_file": {"kind": "csv"}}, ".document_file", "needs either"),
        (
            {**CHIPS, "document_file": {"kind": "mat", "samples": 5, "inputs": 4}},
            ".document_file",
            "needs either numbers_sha256, or samples, inputs and per_class",
        ),
        (
            {**CHIPS, "document_file": {"kind": "csv", "numbers_sha256": KNOWN, "samples": 5}},
            ".document_file",
            "needs either",
        ),
        (
            {**CHIPS, "document_file": {"kind": "circle", "numbers_sha256": KNOWN}},
            ".document_file.kind",
            "(known: mat, csv)",
        ),
    ],
)
def test_a_wrong_source_is_named(block: dict[str, Any], place: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        resolve({"datasets": {"a": {"kind": "csv", **block}}})
    lines = [line for line in str(error.value).split("\n") if f"datasets.a{place}: " in line]
    assert any(message in line for line in lines), str(error.value)


def test_a_file_to_fetch_lies_where_its_checksum_says() -> None:
    config = resolve({"datasets": {"a": {"kind": "csv", "url": URL, "sha256": SHA}}})
    block = config.datasets["a"]
    assert block.options == {"path": f"results/downloads/{SHA}"}
    assert not list(missing_files({"a": block}))
