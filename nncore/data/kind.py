"""The record of a kind of data set."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, get_type_hints

from nncore.data.samples import Samples


class DatasetKind(NamedTuple):
    """One kind of data set.

    Attributes
    ----------
    generate : callable
        ``generate(rng, **options)`` returns the `Samples` of one draw. An option whose name does
        not say what it is says so in its annotation: ``Annotated[float, "radius of the circle"]``.
    task : str
        "classification" or "regression".
    n_inputs, n_outputs : int or None
        Known before any data are made; None when an option or a file decides.
    random : bool
        Whether `generate` draws anything: if not, all draws share one set of samples.
    description, source : str
        One sentence for the report, true with any options, and where the samples come from.
    noise : str
        The option that is the deviation of normal noise; "" for none.
    outputs_option : str
        The option that is the number of outputs where `n_outputs` is None; "" for none.
    class_names : tuple of str
        Of a classification; empty where an option or a file decides.
    images : bool
        Whether a sample is an image.
    files : tuple of str
        The options that are paths of files, relative to the working directory.
    """

    generate: Callable[..., Samples]
    task: str
    n_inputs: int | None
    n_outputs: int | None
    random: bool
    description: str
    source: str = "synthetic"
    noise: str = ""
    outputs_option: str = ""
    files: tuple[str, ...] = ()
    class_names: tuple[str, ...] = ()
    images: bool = False

    def outputs(self, options: Mapping[str, Any]) -> int | None:
        """Return the number of outputs with these options; None when a file decides."""
        return options[self.outputs_option] if self.outputs_option else self.n_outputs

    def described(self, options: Mapping[str, Any]) -> str:
        """Return the description with the noise that these options give, if any."""
        deviation = options.get(self.noise, 0.0)
        if not deviation:
            return self.description
        return f"{self.description[:-1]}, with normal noise of deviation {deviation:g}."

    def words_of(self, option: str) -> str:
        """Return what an option is, in words; by default its name."""
        hint = get_type_hints(self.generate, include_extras=True)[option]
        words = option.removeprefix("n_").replace("_", " ")
        return next((word for word in getattr(hint, "__metadata__", ())), words)

    def paths(self, options: Mapping[str, Any]) -> list[str]:
        """Return the files that are read with these options."""
        return [options[name] for name in self.files]
