"""What definitions in array-API functions are written with, for any array library.

A definition is ``f(z, xp)`` with `xp` the library's namespace (NumPy, JAX, PyTorch, CuPy): nothing
in place, no buffers, and right for complex z under NumPy, so that the complex step differentiates
it. The records of activations and losses hold theirs; `nncore.network.reference` evaluates them.
"""

from importlib import import_module
from typing import Any

# The error function is not in the array API standard; every library has one somewhere.
_ERF_MODULES = {"numpy": "scipy.special", "jax": "jax.scipy.special", "torch": "torch.special"}


def erf(z: Any, xp: Any) -> Any:
    """Return the error function of z.

    Raises
    ------
    NotImplementedError
        When it is not known where the library of `xp` keeps one.
    """
    library = xp.__name__.removeprefix("array_api_compat.").split(".")[0]
    if library not in _ERF_MODULES:
        raise NotImplementedError(f"no error function known for {library}: gelu needs one")
    return import_module(_ERF_MODULES[library]).erf(z)


def real(z: Any, xp: Any) -> Any:
    """Return the real part, of real arrays too."""
    return xp.real(z) if xp.isdtype(z.dtype, "complex floating") else z


def ramp(z: Any, slope: float, xp: Any) -> Any:
    """Return z where it is positive, ``slope * z`` elsewhere."""
    return xp.where(real(z, xp) > 0, z, slope * z)


def softplus(z: Any, xp: Any) -> Any:
    """Return ln(1 + e^z) without overflow on either side."""
    # `where` on the real part keeps it analytic.
    positive = real(z, xp) > 0
    return xp.where(positive, z, 0.0 * z) + xp.log1p(xp.exp(xp.where(positive, -z, z)))


def sigmoid(z: Any, xp: Any) -> Any:
    """Return 1 / (1 + e^-z)."""
    return xp.exp(-softplus(-z, xp))


def log_partition(z: Any, xp: Any) -> Any:
    """Return ln sum e^z over the last axis, which stays."""
    shift = xp.max(real(z, xp), axis=-1, keepdims=True)
    return xp.log(xp.sum(xp.exp(z - shift), axis=-1, keepdims=True)) + shift
