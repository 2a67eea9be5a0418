"""Write the checksums of everything that a build made, for `sha256sum --check`."""

import argparse
from hashlib import sha256
from pathlib import Path

from nncore.files import write_text
from workflow.job import check_code, read_plan

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--code", type=Path, required=True)
parser.add_argument("--files", type=read_plan, required=True)
parser.add_argument("--output", type=Path, required=True)

if __name__ == "__main__":
    arguments = parser.parse_args()
    check_code(arguments.code)
    folder = arguments.output.parent
    sums = {path: sha256(Path(path).read_bytes()).hexdigest() for path in arguments.files}
    lines = [f"{sums[p]}  {Path(p).relative_to(folder).as_posix()}\n" for p in arguments.files]
    write_text(arguments.output, "".join(lines))
