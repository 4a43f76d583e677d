"""How often the hidden checks are wrong, measured: mutants of right answers, each of which must lose marks."""
