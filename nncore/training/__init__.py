"""Training R networks at once: settings, the visible loop, results, gradient checks."""
