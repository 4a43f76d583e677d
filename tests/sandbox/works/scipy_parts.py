"""scipy: statistics, optimisation, images."""

import numpy as np
from scipy import fft, linalg, ndimage, optimize, signal, sparse, stats

assert stats.binom.cdf(5, 10, 0.5) > 0.5
assert optimize.minimize(lambda x: (x - 1) ** 2, 0.0).success
assert ndimage.gaussian_filter(np.ones((4, 4)), 1).shape == (4, 4)
assert signal.convolve2d(np.ones((3, 3)), np.ones((2, 2))).shape == (4, 4)
assert linalg.svd(np.eye(3))[1].shape == (3,)
assert sparse.eye(3).nnz == 3
assert fft.fft(np.ones(4))[0] == 4
