"""Orders and limits told in words: more, fewer, within, at least, of which."""
