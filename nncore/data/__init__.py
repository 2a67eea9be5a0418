"""Data sets: generated, read from files, split and scaled; one registry."""
