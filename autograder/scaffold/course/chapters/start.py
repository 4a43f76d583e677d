# %% [markdown] lang="ru"
# # Практика
#
# Замените каждое `...` своим кодом. После каждого задания запускайте его ячейку с проверкой.

# %% [markdown] lang="en"
# # Practice
#
# Replace each `...` by your own code. Run the cell with the check after each task.

# %%
import numpy as np

from coursekit.language import use_language

use_language("{{ lang }}")
