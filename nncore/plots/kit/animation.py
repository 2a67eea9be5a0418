"""Write an animation as H.264, the same bytes every time, with a poster for paper."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple

import numpy as np
from imageio_ffmpeg import get_ffmpeg_exe
from matplotlib.image import imsave
from numpy.typing import NDArray

from nncore.files import write_atomically, write_json
from nncore.plots.kit.style import LIGHT, Theme

Frame = NDArray[np.uint8]


class Animation(NamedTuple):
    """Frames with the words that go with them.

    Attributes
    ----------
    frames : iterator of (height, width, 4) arrays
        Drawn as they are asked for; the last one becomes the poster.
    width, height : int
        Even numbers of pixels, as the codec demands.
    frames_per_second, n_frames : int
    caption, alt : str
        As those of a `Drawing`.
    """

    frames: Iterator[Frame]
    width: int
    height: int
    frames_per_second: int
    n_frames: int
    caption: str
    alt: str


def save_animation(draw: Callable[[Theme], Animation], folder: Path, name: str) -> None:
    """Draw and write ``name.mp4``, the poster ``name.png``, and ``name.json`` with the words.

    Raises
    ------
    RuntimeError
        When the encoder fails, with what it said.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with LIGHT.applied():
        animation = draw(LIGHT)
        # An MP4 is not written front to back, so the encoder needs a file of its own.
        with TemporaryDirectory() as place:
            film = Path(place) / "film.mp4"
            poster = _encode(animation, film)[..., :3].copy()
            encoded = film.read_bytes()
    write_atomically(folder / f"{name}.mp4", lambda stream: _write_all(stream, encoded))
    write_atomically(folder / f"{name}.png", lambda stream: imsave(stream, poster, format="png"))
    record = {
        "caption": animation.caption,
        "alt": animation.alt,
        "seconds": round(animation.n_frames / animation.frames_per_second, 2),
        "width": animation.width,
        "height": animation.height,
    }
    write_json(folder / f"{name}.json", record)


def _encode(animation: Animation, target: Path) -> Frame:
    """Pipe raw frames into ffmpeg; return the last one."""
    encoder = subprocess.Popen(
        _command(animation, target), stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert encoder.stdin is not None
    last = np.zeros((animation.height, animation.width, 4), dtype=np.uint8)
    try:
        for frame in animation.frames:
            encoder.stdin.write(frame.data)
            last = frame
    except BrokenPipeError:
        pass  # the encoder ended early; its own words, read below, say why
    _, errors = encoder.communicate()
    if encoder.returncode:
        said = errors.decode(errors="replace").strip() or "nothing"
        raise RuntimeError(f"ffmpeg ended with code {encoder.returncode}; it said: {said}")
    return last


def _write_all(stream: BinaryIO, content: bytes) -> None:
    stream.write(content)


def _command(animation: Animation, target: Path) -> list[str]:
    """Return the ffmpeg call; `-bitexact` and a fixed thread count make its bytes repeatable."""
    bt709 = ["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"]
    return [
        get_ffmpeg_exe(), "-y", "-loglevel", "error",
        "-f", "rawvideo", "-pix_fmt", "rgba", "-s", f"{animation.width}x{animation.height}",
        "-r", str(animation.frames_per_second), "-i", "-", "-an",
        "-vf", "scale=out_color_matrix=bt709:out_range=tv",
        "-sws_flags", "+accurate_rnd+full_chroma_int+bitexact",
        "-c:v", "libx264", "-preset", "medium", "-crf", "20", "-pix_fmt", "yuv420p",
        *bt709, "-threads", "2", "-bitexact", "-map_metadata", "-1",
        "-movflags", "+faststart", "-f", "mp4", str(target),
    ]  # fmt: skip
