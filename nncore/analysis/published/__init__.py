"""Published numbers beside ours: rows, verdicts, and counts of them."""
