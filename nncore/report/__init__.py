"""The report: one model of what it says, rendered as a page and as a document."""
