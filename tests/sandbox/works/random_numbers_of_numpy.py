"""numpy seeds a generator from the system, and its old one too."""

import numpy as np

rng = np.random.default_rng()
assert rng.random(3).shape == (3,)
np.random.seed(None)  # noqa: NPY002 - the old generator is what many notebooks use
assert np.random.SeedSequence().entropy
