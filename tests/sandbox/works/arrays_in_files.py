"""numpy's files, one of them mapped into memory."""

import numpy as np

values = np.arange(12.0).reshape(3, 4)
np.save("a.npy", values)
np.savez_compressed("a.npz", values=values)
np.savetxt("a.txt", values)
assert (np.load("a.npy") == values).all()
assert (np.load("a.npz")["values"] == values).all()
assert (np.loadtxt("a.txt") == values).all()
assert np.load("a.npy", mmap_mode="r")[2, 3] == 11
mapped = np.memmap("a.dat", dtype="float32", mode="w+", shape=(10,))
mapped[:] = 1
mapped.flush()
