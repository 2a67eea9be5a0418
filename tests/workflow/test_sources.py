"""Files of the user's: fetched by address and checksum, and the documents' own by one flag."""

import hashlib
import json
import struct
from pathlib import Path

import pytest

from tests.data.data_example import CSV_ROWS
from tests.localhost import serving
from tests.workflow.project import Project

MINE = ("\n".join(CSV_ROWS) + "\n").encode()
TARGET = "results/data/points.npz"
CONFIG = """
datasets:
  points: {{kind: csv, url: "{url}", sha256: {sha256}}}
"""


@pytest.fixture
def server(tmp_path):
    (tmp_path / "served").mkdir()
    (tmp_path / "served/points.txt").write_bytes(MINE)
    with serving(tmp_path / "served") as running:
        yield running


def project(folder: Path, url: str, sha256: str) -> Project:
    return Project(folder / "project", CONFIG.format(url=url, sha256=sha256))


def test_a_file_is_fetched_once_and_kept_when_the_program_changes(server, tmp_path):
    sha256 = hashlib.sha256(MINE).hexdigest()
    url = f"{server.address}/points.txt"
    mine = project(tmp_path, url, sha256)
    mine.snakemake(TARGET)
    assert server.asked == ["/points.txt"]
    assert (mine.folder / f"results/downloads/{sha256}").read_bytes() == MINE
    made = json.loads((mine.folder / TARGET).with_suffix(".json").read_text())
    assert (made["source"], made["samples"]) == (url, len(CSV_ROWS))
    assert (made["origin"], made["stands_in_for"]) == ("as configured", "")
    assert made["file_sha256"] == sha256
    for module in ("csv_file", "fetch"):
        mine.edit(f"nncore/data/{module}.py")
    assert "make_dataset" in mine.snakemake(TARGET).stderr
    assert server.asked == ["/points.txt"]


def test_another_file_than_the_configured_one_is_refused(server, tmp_path):
    mine = project(tmp_path, f"{server.address}/points.txt", hashlib.sha256(b"another").hexdigest())
    done = mine.snakemake(TARGET, check=False)
    assert done.returncode
    assert f"the file there has the SHA-256 {hashlib.sha256(MINE).hexdigest()}" in done.stderr
    assert not list((mine.folder / "results/downloads").glob("*"))
    assert not (mine.folder / TARGET).exists()


COURSE = """
datasets:
  chips:
    kind: microchips
    n_samples: 20
    stands_in_for: course.txt
    document_file: {{kind: csv, numbers_sha256: {sha256}}}
"""
NUMBERS = struct.pack("<15d", 0.5, 0.25, 1, -0.5, 0.1, 0, 0.1, -0.2, 1, 0.75, 0.5, 0, 0, 1, 1)


def test_one_flag_puts_the_document_s_own_file_in_place_of_its_stand_in(tmp_path):
    known = hashlib.sha256(NUMBERS).hexdigest()
    mine = Project(tmp_path / "project", COURSE.format(sha256=known))
    folder = tmp_path / "ein Kurs"
    flag = ("--config", f"course_data={folder}")

    def origin(*flags: str) -> str:
        mine.snakemake("results/data/chips.npz", *flags)
        return json.loads((mine.folder / "results/data/chips.json").read_text())["origin"]

    refused = mine.snakemake("results/data/chips.npz", *flag, check=False)
    assert refused.returncode
    assert (
        f"datasets.chips.document_file: {folder}/course.txt: no such file"
        in refused.stdout + refused.stderr
    )
    folder.mkdir()
    (folder / "course.txt").write_bytes(MINE)
    assert origin(*flag) == "the document's own"
    assert origin() == "stand-in"
