"""The configuration: one file in; validated blocks out, or every problem with its cure."""
