"""A share, a rate, a mean, a product: a figure made of two others by division or multiplication."""
