"""What every kind of relation reads and writes: a figure in its sentence, lists, names, verbs, the model of a relation, and how much a fit proves."""
