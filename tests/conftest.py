"""What all tests share: one BLAS thread, JAX in double precision, the same examples every time."""

import os

import pytest
from hypothesis import settings

# Before NumPy is imported: the number of BLAS threads changes the last bits of products.
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
os.environ |= {"JAX_ENABLE_X64": "1", "JAX_PLATFORMS": "cpu"}

settings.register_profile(
    "deterministic", derandomize=True, deadline=None, max_examples=25, database=None
)
settings.load_profile("deterministic")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs the course's files where nobody says where they are."""
    if not os.environ.get("NNCORE_COURSE_DATA"):
        left_out = [item for item in items if item.get_closest_marker("course_data")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
