"""The whole check of a configuration: its blocks, and every text and name that the report reads.

``python -m nncore.check config.yaml`` runs it; the workflow runs the same before it plans a job.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nncore.analysis.quantities import QUANTITIES
from nncore.config.load import ConfigError, load_config, main
from nncore.config.reading.places import Places
from nncore.config.reading.problems import Problems
from nncore.config.records.configuration import Configuration
from nncore.report.document.notes import notes
from nncore.report.pages.prose import PROSE


def load(
    files: str | Path | Sequence[str | Path], given: Mapping[str, Any] | None = None
) -> Configuration:
    """Read and check a configuration with all that the report knows.

    Parameters
    ----------
    files : path or list of paths
        YAML files, later ones over earlier ones.
    given : mapping, optional
        Blocks of the command line, over those of the files.

    Raises
    ------
    ConfigError
        With all that is wrong.
    """
    try:
        equations, wrong = notes(), list(PROSE.notes())
    except Problems as found:
        equations, wrong = {}, list(found.problems)
    if wrong:
        raise ConfigError(Places("mathematics.md"), wrong)
    return load_config(files, given=given, quantities=QUANTITIES, equations=equations, prose=PROSE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], load))
