"""Files of the user's own: what is wrong with one is said with its name and row."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def opened(path: str) -> Iterator[Path]:
    """Give the file at `path`, relative to the working directory; errors inside get its name.

    Raises
    ------
    FileNotFoundError, ValueError
        When there is no such file, it cannot be a data file, or the block refuses its content.
    """
    file = Path(path)
    if not file.exists():
        where = "" if file.is_absolute() else f" in {Path.cwd()}"
        raise FileNotFoundError(f"{path}: no such file{where}; correct the path or put it there")
    if not file.is_file():
        raise ValueError(f"{path}: is a folder; the path of a file is needed")
    if file.stat().st_size == 0:
        raise ValueError(f"{path}: the file is empty")
    try:
        yield file
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error
