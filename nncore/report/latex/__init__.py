"""The report as a LaTeX document, and as a PDF."""
