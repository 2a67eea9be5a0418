"""The sections of the report, each from the runs that it is about."""
