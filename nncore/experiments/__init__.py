"""Experiments: the model of the configuration, and what turns one of its blocks into a run."""
