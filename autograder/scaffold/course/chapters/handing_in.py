# %% [markdown] lang="ru"
# ## Как сдать работу
#
# Сохраните ноутбук и сдайте сам файл `.ipynb`.

# %% [markdown] lang="en"
# ## Handing in
#
# Save the notebook and submit the `.ipynb` itself.
