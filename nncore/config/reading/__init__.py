"""From the text of configuration files to plain values with their places."""
