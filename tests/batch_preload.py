"""Loaded by the workers of the tests: reports may say what becomes of their worker."""

from batch_sample import behave

behave()
