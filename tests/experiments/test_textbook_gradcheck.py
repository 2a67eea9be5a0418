"""The chapter's four errors of its gradient check: to the digit, in its own order of operations.

Errors of 1e-8 are round-off, so they depend on the order of operations and on the instructions
that NumPy and its linear algebra choose for a processor. `tests.experiments.textbook_gradcheck` is
run in a process of its own that leaves the instructions no choice.
"""

import os
import platform
import subprocess
import sys

import numpy as np
import pytest

PRINTED = ["4.22e-08", "1.03e-08", "6.99e-09", "2.67e-09"]
# On x86-64 under Linux: the exponential of AVX-512 differs in its last bit from that of AVX2.
AVX512 = ["4.44e-08", *PRINTED[1:]]


def is_avx512(name):
    return name.startswith("AVX512") or name == "X86_V4"


def outcomes():
    """Instructions to leave out, and what is then printed: None where only the size is known."""
    rows = [pytest.param(None, None, id="this processor")]
    config = np.show_config(mode="dicts")
    found = set(config["SIMD Extensions"].get("found", ()))
    blas = config["Build Dependencies"]["blas"]["name"]
    is_linux = (platform.system(), platform.machine()) == ("Linux", "x86_64")
    if not (is_linux and "openblas" in blas and found & {"AVX2", "X86_V3"}):
        return rows
    rows.append(pytest.param(set(filter(is_avx512, found)), PRINTED, id="AVX2"))
    # The exponential in double precision is in the part that servers have since 2017.
    if found & {"AVX512_SKX", "X86_V4"}:
        rows.append(pytest.param(set(), AVX512, id="AVX-512"))
    return rows


@pytest.mark.parametrize(("disabled", "expected"), outcomes())
def test_the_chapters_order_gives_its_digits(disabled, expected):
    """On any processor the errors are of that size; without fused multiply-add up to 17 % less."""
    env = dict(os.environ)
    if disabled is not None:
        env |= {"NPY_DISABLE_CPU_FEATURES": " ".join(disabled), "OPENBLAS_CORETYPE": "Haswell"}
    command = [sys.executable, "-m", "tests.experiments.textbook_gradcheck"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    printed = done.stdout.split()
    if expected is not None:
        assert printed == expected
    np.testing.assert_allclose(np.array(printed, float), np.array(PRINTED, float), rtol=0.5)
