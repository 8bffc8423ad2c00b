"""A whole and its parts, told in prose, paragraphs, columns or projects."""
