"""A figure with Russian words, shown and saved."""

import os

import matplotlib
import matplotlib.pyplot as plt
import numpy as np

figure, axes = plt.subplots(1, 2, figsize=(6, 3))
axes[0].plot(np.arange(10) ** 2, label="потери")
axes[0].set_title("Обучение: эпоха $\\alpha_1$")
axes[0].legend()
axes[1].imshow(np.random.default_rng(0).random((8, 8)), cmap="gray")
plt.tight_layout()
figure.savefig("figure.png", dpi=60)
figure.savefig("figure.svg")
figure.savefig("figure.pdf")
plt.show()
plt.close("all")
assert os.path.getsize("figure.png") > 1000
assert matplotlib.get_cachedir()
