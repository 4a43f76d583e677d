"""A short film of a training run, as a notebook shows it."""

import matplotlib.pyplot as plt
from matplotlib import animation

figure, axes = plt.subplots(figsize=(1, 1))
(line,) = axes.plot([0, 1], [0, 1])
film = animation.FuncAnimation(figure, lambda step: line.set_ydata([0, step]), frames=2)
assert "<" in film.to_jshtml()
film.save("film.gif", writer="pillow")
plt.close("all")
