"""How often the hidden checks are wrong, measured: mutants of right answers, and the power of the random checks."""
