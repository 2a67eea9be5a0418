"""Inline markup and mathematics as HTML and LaTeX."""
