"""What the rows and columns of a table must add up to, and the official form."""
