"""The workflow: what its rules and scripts share."""
