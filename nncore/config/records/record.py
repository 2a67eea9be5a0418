"""The base of the records that a valid configuration is made of, and that jobs read as JSON."""

from collections.abc import Iterator, KeysView, Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen record; a key that it does not know is another stage's and left out.

    Until every reader takes attributes, ``record["epochs"]`` reads like ``record.epochs``, in this
    record or in those among its fields that `parts` names.
    """

    model_config = ConfigDict(frozen=True)
    parts: ClassVar[tuple[str, ...]] = ()
    renamed: ClassVar[Mapping[str, str]] = {}

    def __getitem__(self, key: str) -> Any:
        key = self.renamed.get(key, key)
        if key in type(self).model_fields:
            return getattr(self, key)
        for part in self.parts:
            if key in getattr(self, part):
                return getattr(self, part)[key]
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        key = self.renamed.get(str(key), key)
        return key in type(self).model_fields or any(key in getattr(self, p) for p in self.parts)

    def get(self, key: str, default: Any = None) -> Any:
        """Return a field, or `default` where there is none of that name."""
        try:
            return self[key]
        except KeyError:
            return default

    def keys(self) -> KeysView[str]:
        """Return the names of the fields."""
        return type(self).model_fields.keys()

    def items(self) -> Iterator[tuple[str, Any]]:
        """Yield names and values of the fields."""
        return iter([(key, getattr(self, key)) for key in self.keys()])


Mapping.register(Record)
