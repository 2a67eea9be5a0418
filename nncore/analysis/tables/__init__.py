"""What finished runs come to, as files for programs: metrics and tables."""
