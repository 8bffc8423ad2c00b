"""Differences, growth, balances, flows: a figure made of what was before and what came or went."""
