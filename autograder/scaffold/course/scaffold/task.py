# %% [markdown] lang="ru"
# ### Задание. `{{ answer }}` ({{ "{{ " ~ name ~ " }}" }} балла)
#
# TODO: условие. Пока: `{{ answer }}(x)` возвращает удвоенный массив.

# %% [markdown] lang="en"
# ### Task. `{{ answer }}` ({{ "{{ " ~ name ~ " }}" }} points)
#
# TODO: the task. For now: `{{ answer }}(x)` returns twice the array.

# %%
def {{ answer }}(x):
    """
    ru: TODO: что принимает и что возвращает.
    en: TODO: what it takes and what it returns.
    """
    # BEGIN SOLUTION
    return 2 * x
    # END SOLUTION
