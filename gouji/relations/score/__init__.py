"""Scores and their marks: items, trees of them, what was lost, and the whole's."""
