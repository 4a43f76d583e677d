"""What IPython shows: words, pictures, tables, bars."""

import os

import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import HTML, Image, Markdown, clear_output, display
from tqdm.auto import tqdm, trange

display(HTML("<b>bold</b>"), Markdown("**bold**"))
plt.figure(figsize=(1, 1))
plt.savefig("a.png")
plt.close("all")
display(Image("a.png"))
display(pd.DataFrame({"a": [1]}))
clear_output(wait=True)
for _ in tqdm(range(3), desc="эпохи", file=open(os.devnull, "w")):  # noqa: SIM115
    pass
for _ in trange(2, disable=True):
    pass
