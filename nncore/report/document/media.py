"""Files as part of a page: data URIs and the sizes at which they are shown."""

import base64
import re
import struct
from pathlib import Path

TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".mp4": "video/mp4",
    ".woff2": "font/woff2",
}
# CSS pixels per unit of length; a bare number is pixels.
UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def data_uri(path: Path) -> str:
    """The file's content as an address that needs no network."""
    try:
        kind = TYPES[path.suffix]
    except KeyError:
        raise ValueError(f"{path}: a page can show {', '.join(TYPES)} only") from None
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"


def size(path: Path) -> tuple[int, int]:
    """Width and height of a drawing in CSS pixels, so that a page keeps room for it."""
    if path.suffix == ".png":
        head = path.read_bytes()[:24]
        if head[:8] != b"\x89PNG\r\n\x1a\n":
            raise ValueError(f"{path} is not a PNG file")
        width, height = struct.unpack(">II", head[16:24])
        return width, height
    found = re.search(r"<svg\b[^>]*>", path.read_text(encoding="utf-8"), re.DOTALL)
    if found is None:
        raise ValueError(f"{path} is not an SVG file")
    return _length(found[0], "width", path), _length(found[0], "height", path)


def _length(tag: str, name: str, path: Path) -> int:
    found = re.search(rf'\b{name}="([\d.]+)(px|pt|mm|cm|in|)"', tag)
    if found is None:
        raise ValueError(f"{path}: its <svg> has no {name}")
    return round(float(found[1]) * UNITS[found[2]])
