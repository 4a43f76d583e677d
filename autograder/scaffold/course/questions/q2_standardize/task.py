# %% [markdown] lang="ru"
# ### Задание 2. `standardize` ({{ q2 }} балла)
#
# `standardize(x)` возвращает столбцы таблицы `x` [n, d] со средним 0 и стандартным отклонением 1 (делитель n). Столбец,
# в котором все числа равны, становится нулями.

# %% [markdown] lang="en"
# ### Task 2. `standardize` ({{ q2 }} points)
#
# `standardize(x)` returns the columns of the table `x` [n, d] with mean 0 and standard deviation 1 (divided by n). A
# column of equal numbers becomes zeros.

# %%
def standardize(x):
    """
    ru: Таблица [n, d] -> таблица [n, d] со столбцами со средним 0 и отклонением 1.
    en: A table [n, d] -> a table [n, d] whose columns have mean 0 and deviation 1.
    """
    # BEGIN SOLUTION
    deviation = x.std(axis=0)
    return (x - x.mean(axis=0)) / np.where(deviation == 0, 1, deviation)
    # END SOLUTION
