"""Compile the report's LaTeX, and fail on what a reader would stumble over."""

import argparse
from pathlib import Path

from nncore.report.latex.pdf import compile_pdf
from workflow.job import check_code

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--code", type=Path, required=True)
parser.add_argument("tex", type=Path)
parser.add_argument("pdf", type=Path)

if __name__ == "__main__":
    arguments = parser.parse_args()
    check_code(arguments.code)
    compile_pdf(arguments.tex, arguments.pdf)
