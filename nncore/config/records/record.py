"""The base of the records that a valid configuration is made of, and that jobs read as JSON."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen record; a key that it does not know is another stage's and left out."""

    model_config = ConfigDict(frozen=True)
