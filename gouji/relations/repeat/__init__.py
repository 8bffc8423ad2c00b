"""The same quantity told in two places."""
