"""Numbers, names and sentences as readers see them, in figures, tables and pages."""
