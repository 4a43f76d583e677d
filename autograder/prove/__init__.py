"""How often the hidden checks are wrong, measured: the power of the random ones, by simulation."""
