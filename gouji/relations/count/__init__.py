"""A number of things and the list of them."""
