"""Every font that matplotlib found can be used."""

import matplotlib.pyplot as plt
from matplotlib import font_manager

# One of each folder: matplotlib brings its own, the system has others.
folders = {path.rpartition("/")[0]: path for path in (font.fname for font in font_manager.fontManager.ttflist)}
for path in folders.values():
    plt.figure(figsize=(2, 2))
    plt.title("abc", fontproperties=font_manager.FontProperties(fname=path))
    plt.savefig("font.png")
    plt.close("all")
plt.rcParams["font.family"] = "serif"
plt.figure(figsize=(2, 2))
plt.title("abc")
plt.savefig("font.png")
plt.style.use("ggplot")
plt.rcdefaults()
plt.close("all")
