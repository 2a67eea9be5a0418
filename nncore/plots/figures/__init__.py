"""The kinds of figures and films, one subject per module."""
