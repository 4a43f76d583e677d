# %% [markdown] lang="ru"
# ### Задание 1. `moving_average` ({{ q1 }} балла)
#
# `moving_average(x, width)` возвращает средние всех окон из `width` соседних чисел массива `x` длины n: массив длины
# n − width + 1.

# %% [markdown] lang="en"
# ### Task 1. `moving_average` ({{ q1 }} points)
#
# `moving_average(x, width)` returns the means of all windows of `width` neighbouring numbers of the array `x` of length
# n: an array of length n − width + 1.

# %%
def moving_average(x, width):
    """
    ru: Массив [n] и ширина окна -> массив средних [n - width + 1].
    en: An array [n] and the width of the window -> an array of means [n - width + 1].
    """
    # BEGIN SOLUTION
    return np.convolve(x, np.full(width, 1 / width), mode="valid")
    # END SOLUTION
