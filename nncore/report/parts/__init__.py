"""What sections are put together from: set-up cards, tables, figures and films, words."""
