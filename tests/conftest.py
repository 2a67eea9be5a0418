"""What all tests share: one BLAS thread, JAX in double precision, the same examples every time."""

import os

from hypothesis import settings

# Before NumPy is imported: the number of BLAS threads changes the last bits of products.
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
os.environ |= {"JAX_ENABLE_X64": "1", "JAX_PLATFORMS": "cpu"}

settings.register_profile(
    "deterministic", derandomize=True, deadline=None, max_examples=25, database=None
)
settings.load_profile("deterministic")
