"""The text of a configuration file, or why it is none: size, encoding, control characters."""

import codecs
import re
from pathlib import Path as FilePath

from nncore.config.reading.problems import Place, Problem, Problems

MOST_BYTES = 2_000_000
_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def decoded(path: FilePath) -> str:
    """Return the text of a UTF-8 file, with or without a byte-order mark.

    Raises
    ------
    Problems
        When there is no such file, or it is too large, or not UTF-8.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _refused(path, f"there is no file {path}; give the path of one") from None
    except OSError as error:
        raise _refused(path, f"{path} cannot be read: {error.strerror or error}") from None
    if len(content) > MOST_BYTES:
        message = f"is larger than {MOST_BYTES:,} bytes; a catalogue has some 100,000"
        raise _refused(path, f"{message}: keep data in files of their own")
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            raise _refused(path, f"is {name}; save it as UTF-8")
    content = content.removeprefix(codecs.BOM_UTF8)
    if b"\0" in content[:1000]:
        raise _refused(path, "holds zero bytes, as UTF-16 has; save it as UTF-8")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = content[error.start]
        letter = bytes([byte]).decode("latin-1")
        guess = f" ({letter} in Latin-1)" if letter.isprintable() else ""
        before = content[: error.start].decode("utf-8")
        message = f"byte {byte:#04x}{guess} is not UTF-8; save the file as UTF-8"
        raise _refused(path, message, before) from None
    if found := _CONTROL.search(text):
        message = f"the control character U+{ord(found[0]):04X} stands here; delete it"
        raise _refused(path, message, text[: found.start()])
    return text


def _refused(path: FilePath, message: str, before: str | None = None) -> Problems:
    """Return the problem of a file, after the text `before`."""
    if before is None:
        return Problems([Problem((), message, at=Place(path.name))])
    lines = before.split("\n")
    at = Place(path.name, len(lines), len(lines[-1]) + 1)
    return Problems([Problem((), message, at=at)])
