# %% [markdown] lang="ru"
# ## 7. Контрольное обучение

# %% [markdown] lang="en"
# ## 7. The training run
