"""Fetching a file by address: whole and with its checksum, or not at all."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from nncore.data.fetch import fetch, is_address
from tests.localhost import Server, serving

CONTENT = b"0.5,0.25,1\n" * 1000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "points.txt").write_bytes(CONTENT)
    with serving(tmp_path) as running:
        yield running


@pytest.mark.parametrize("way", ["/points.txt", "/to//points.txt"])
def test_a_file_is_fetched_whole(server: Server, tmp_path: Path, way: str) -> None:
    fetch(server.address + way, SHA256, tmp_path / "kept/file")
    assert (tmp_path / "kept/file").read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        ("/other.txt", "cannot be fetched"),
        ("/short/points.txt", "cannot be fetched|has the SHA-256"),
        ("/to/file:///etc/hostname", "cannot be fetched"),
        ("/to/ftp://127.0.0.1/points.txt", "cannot be fetched"),
        ("/to//to//other.txt", "cannot be fetched"),
    ],
)
def test_what_does_not_come_leaves_nothing_behind(
    server: Server, tmp_path: Path, way: str, reason: str
) -> None:
    with pytest.raises(ValueError, match=reason) as error:
        fetch(server.address + way, SHA256, tmp_path / "kept/file")
    assert server.address + way in str(error.value)
    assert not list((tmp_path / "kept").iterdir())


def test_another_file_is_refused_and_the_one_kept_before_stays(
    server: Server, tmp_path: Path
) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/file").write_text("before")
    with pytest.raises(ValueError, match=f"has the SHA-256 {SHA256}, not {'0' * 64}; if that is"):
        fetch(f"{server.address}/points.txt", "0" * 64, tmp_path / "kept/file")
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["file"]
    assert (tmp_path / "kept/file").read_text() == "before"


def test_nobody_listening_is_said_with_the_cure(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        address = server.address
    with pytest.raises(ValueError, match=r"cannot be fetched .*; correct the address, or give"):
        fetch(f"{address}/points.txt", SHA256, tmp_path / "file")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "ftp://example.org/a",
        "data:text/plain,hello",
        "example.org/a",
        "http://",
        "http:///a",
        "https://[::1",
        "http://a/\n",
        "",
    ],
)
def test_only_addresses_of_the_web_are_taken(url: str, tmp_path: Path) -> None:
    assert not is_address(url)
    with pytest.raises(ValueError, match="not an address that starts with http://"):
        fetch(url, SHA256, tmp_path / "file")
