"""Write the checksums of everything that a build made, for `sha256sum --check`."""

from hashlib import sha256
from pathlib import Path

from nncore.files import write_text
from workflow.job import options, plan

if __name__ == "__main__":
    job = options(__doc__, slice=plan, output=Path)
    sums = {Path(path): sha256(Path(path).read_bytes()).hexdigest() for path in job.slice}
    folder = job.output.parent
    lines = [f"{found}  {path.relative_to(folder).as_posix()}\n" for path, found in sums.items()]
    write_text(job.output, "".join(lines))
