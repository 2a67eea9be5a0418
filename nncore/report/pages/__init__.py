"""The words of the report: read, checked before any job, and filled with values."""
