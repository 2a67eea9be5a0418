"""Fetch a file that a data set names by address, if it has the checksum that goes with it."""

import sys
from pathlib import Path

from nncore.data.fetch import fetch

if __name__ == "__main__":
    _, url, sha256, path = sys.argv
    try:
        fetch(url, sha256, Path(path))
    except ValueError as error:
        sys.exit(str(error))
