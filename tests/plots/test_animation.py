"""The animation: all its frames, the same bytes twice, a clear word when ffmpeg fails."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from imageio_ffmpeg import read_frames
from matplotlib.image import imread

from nncore.experiments.run_files import Study
from nncore.plots.kit import animation
from nncore.plots.kit.animation import Animation, save_animation
from nncore.plots.kit.style import LIGHT
from nncore.plots.registry import record_of
from tests.plots import examples

FILM = record_of("training")


def _frames(path: Path) -> tuple[dict[str, object], list[np.ndarray]]:
    stream = read_frames(str(path))
    facts = next(stream)
    width, height = facts["size"]
    return facts, [np.frombuffer(raw, np.uint8).reshape(height, width, 3) for raw in stream]


@pytest.mark.parametrize("name", ["voronoi", "circle", "lost", "clusters"])
def test_animation_is_saved_with_its_words_and_again_the_same(name: str, tmp_path: Path) -> None:
    made = {"lost": lambda: examples.diverged("xor", 0), "clusters": examples.clusters}
    study: Study = made[name]() if name in made else examples.study(name)
    for folder in ("one", "two"):
        save_animation(partial(FILM.draw, study, seconds=3.0), tmp_path / folder, "film")
    for file in ("film.mp4", "film.png", "film.json"):
        one, two = (tmp_path / folder / file for folder in ("one", "two"))
        assert one.read_bytes() == two.read_bytes(), file
    record = json.loads((tmp_path / "one" / "film.json").read_text())
    assert "nan" not in record["alt"]
    assert record["width"] % 2 == record["height"] % 2 == 0
    facts, frames = _frames(tmp_path / "one" / "film.mp4")
    assert facts["codec"] == "h264"
    assert str(facts["pix_fmt"]).startswith("yuv420p")
    assert facts["size"] == (record["width"], record["height"])
    n_snapshots = len(study.run.snapshot_steps)
    rate = round(len(frames) / record["seconds"])
    assert len(frames) == n_snapshots + round(1.5 * rate)
    assert (frames[0] != frames[-1]).any()
    poster = imread(tmp_path / "one" / "film.png")[..., :3] * 255.0
    assert np.abs(poster - frames[-1]).mean() < 4.0


def test_an_animation_needs_snapshots_in_the_plane() -> None:
    with pytest.raises(ValueError, match="two features"):
        FILM.draw(examples.study("sine"), LIGHT)
    study = examples.study("variants")
    assert FILM.draw(study, LIGHT, frames=2).n_frames > 2


def _noise() -> Iterator[np.ndarray]:
    for shade in range(200):
        yield np.full((64, 64, 4), shade, dtype=np.uint8)


@pytest.mark.parametrize("size", [(64, 64), (63, 64)], ids=["no encoder", "odd size"])
def test_a_failing_encoder_is_quoted_and_leaves_no_file(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if size == (64, 64):
        false = tmp_path / "ffmpeg"
        false.write_text("#!/bin/sh\necho out of luck >&2\nexit 3\n")
        false.chmod(0o755)
        monkeypatch.setattr(animation, "get_ffmpeg_exe", lambda: str(false))
    said = "code 3.*out of luck" if size == (64, 64) else "ffmpeg ended with code"
    film = Animation(_noise(), *size, 10, 200, "Caption.", "Alt.")
    with pytest.raises(RuntimeError, match=said):
        save_animation(lambda theme: film, tmp_path / "out", "film")
    assert not list((tmp_path / "out").iterdir())
