"""The memo as a Word paper, laid out as Chinese offices lay out official papers (GB/T 9704-2012)."""
