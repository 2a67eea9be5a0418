"""What each block of the configuration may hold."""
