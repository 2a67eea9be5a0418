"""Fetch a file that a data set names by address, if it has the checksum that goes with it."""

import argparse
import sys
from pathlib import Path

from nncore.data.fetch import fetch

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("url")
parser.add_argument("--sha256", required=True)
parser.add_argument("--output", type=Path, required=True)

if __name__ == "__main__":
    arguments = parser.parse_args()
    try:
        fetch(arguments.url, arguments.sha256, arguments.output)
    except ValueError as error:
        sys.exit(str(error))
