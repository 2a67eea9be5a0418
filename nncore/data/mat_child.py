"""Reads `X` and `y` of a MATLAB file in a process of its own: a damaged one can end the reader's.

Called as ``python mat_child.py FILE``; writes an .npz of the two to standard output, or says on
standard error in one line why there is none, with exit status 1.
"""

import io
import sys
import warnings

NAMES = ("X", "y")


def main(path: str) -> int:
    """Read a file and pass on what it holds; other variables than arrays of numbers as their names.

    Returns
    -------
    int
        The exit status.
    """
    import numpy as np
    from scipy.io import loadmat

    warnings.simplefilter("ignore")
    try:
        content = loadmat(path, appendmat=False, variable_names=NAMES)
    except NotImplementedError:  # the format of MATLAB 7.3 is another one, HDF5
        sys.stderr.write("is a MATLAB 7.3 file; save it with save(..., '-v7')")
        return 1
    except Exception as error:  # from a damaged file SciPy raises whatever it stumbles over
        reason = str(error).strip().split("\n")[0] or type(error).__name__
        sys.stderr.write(f"is damaged or no MATLAB file ({reason})")
        return 1
    found = {name: content[name] for name in NAMES if name in content}
    plain = {
        name: value
        if isinstance(value, np.ndarray) and value.dtype.kind in "buif"
        else np.array("")
        for name, value in found.items()
    }
    archive = io.BytesIO()
    np.savez(archive, allow_pickle=False, **plain)
    sys.stdout.buffer.write(archive.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
