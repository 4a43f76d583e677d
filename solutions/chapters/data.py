# %% [markdown] lang="ru"
# ## 1. Данные
#
# **CIFAR-10** — это 60 000 цветных фотографий размером 32 × 32 пикселя, по 6 000 на каждый из десяти классов
# (самолёт, автомобиль, птица, кошка, олень, собака, лягушка, лошадь, корабль, грузовик). 50 000 из них — обучающая
# выборка, 10 000 — тестовая. Картинки крошечные, но задача настоящая: линейный классификатор справляется с ней плохо,
# а хорошая свёрточная сеть почти не ошибается.
#
# **`data_small`** — набор, который лежит рядом с ноутбуком. Это не фотографии, а рисунки, созданные программой: те же
# десять классов, тот же размер, 2 000 картинок в обучающей выборке и 500 в валидационной. На нём видны все эффекты,
# ради которых мы собрались, и обучение занимает секунды. Но это **не** CIFAR-10: сравнивать полученную здесь точность
# (accuracy, доля правильных ответов) с результатами из статей нельзя. И ещё: валидационных картинок мало, поэтому от
# запуска к запуску точность меняется на несколько процентных пунктов. Разница между двумя моделями в один-два пункта
# ни о чём не говорит.
#
# Хотите настоящий CIFAR-10? Поменяйте `DATASET` на `"cifar10"`: torchvision скачает около 170 МБ. На двух ядрах
# процессора эпоха займёт от четверти минуты до нескольких минут, так что лучше взять видеокарту.

# %% [markdown] lang="en"
# ## 1. Data
#
# **CIFAR-10** is a set of 60,000 colour photographs of 32 × 32 pixels, 6,000 for each of ten classes (airplane,
# automobile, bird, cat, deer, dog, frog, horse, ship, truck): 50,000 for training and 10,000 for testing. The images
# are tiny, but the problem is a real one: a linear classifier does badly on it, and a good convolutional network
# hardly ever errs.
#
# **`data_small`** is the set that lies next to this notebook. Its images are not photographs but drawings made by a
# program: the same ten classes, the same size, 2,000 images for training and 500 for validation. It shows every
# effect that we are here for, and training takes seconds. But it is **not** CIFAR-10: do not compare accuracies from
# here with published ones. And since the validation images are few, results move by several percentage points from
# run to run. A difference of a point or two between two models means nothing here.
#
# Would you rather use the real CIFAR-10? Set `DATASET` to `"cifar10"`: torchvision downloads about 170 MB. On two
# cores an epoch then takes from a quarter of a minute to several minutes, so a GPU is advisable.

# %% tags=["otter_ignore"]
# ru: "small" или "cifar10"
# en: "small" or "cifar10"
DATASET = "small"

train, validation = load_cifar10() if DATASET == "cifar10" else load_small()
print(len(train), len(validation), train.images.shape, train.images.dtype)

# %% tags=["otter_ignore"]
_ = plot_gallery(train)

# %% [markdown] lang="ru"
# ### Нормализация
#
# Яркости пикселей хранятся целыми числами от 0 до 255. Прежде чем подать картинку в сеть, мы переводим их в отрезок
# [0, 1] и приводим каждый цветовой канал к нулевому среднему и единичному стандартному отклонению:
#
# $$x' = \frac{x / 255 - \mu_c}{\sigma_c},$$
#
# где $\mu = (0{,}4914;\ 0{,}4822;\ 0{,}4465)$ и $\sigma = (0{,}247;\ 0{,}243;\ 0{,}261)$.
#
# Зачем? Начальные веса слоёв выбирают в расчёте на входы порядка единицы с нулевым средним. А если все входы
# положительны, то на каждой картинке градиенты по всем весам нейрона имеют один и тот же знак, и градиентный спуск
# идёт зигзагами.
#
# Эти константы посчитаны один раз, по **обучающей** выборке CIFAR-10. По тестовой выборке их не считают: иначе знание
# о ней просочилось бы в модель.
#
# > **Прежде чем запускать.** Средние и отклонения наших рисунков не обязаны совпадать с константами CIFAR-10. Будут
# > ли нормализованные каналы иметь среднее ровно 0 и отклонение ровно 1? Помешает ли это обучению?

# %% [markdown] lang="en"
# ### Normalisation
#
# Pixels are stored as integers from 0 to 255. Before the network sees them we map them to [0, 1] and bring each
# colour channel to zero mean and unit standard deviation:
#
# $$x' = \frac{x / 255 - \mu_c}{\sigma_c},$$
#
# with $\mu = (0.4914,\ 0.4822,\ 0.4465)$ and $\sigma = (0.247,\ 0.243,\ 0.261)$.
#
# Why? Initial weights are chosen for inputs of order one with zero mean. And when all inputs are positive, each image
# gives all weights of a neuron gradients of one sign, and gradient descent zigzags.
#
# The constants were computed once, on the **training** part of CIFAR-10. The test part is left out of it: otherwise
# knowledge about it would leak into the model.
#
# > **Before you run it.** The means and deviations of our drawings need not agree with CIFAR-10's constants. Will the
# > normalised channels have a mean of exactly 0 and a deviation of exactly 1? Will that get in the way of training?

# %% tags=["otter_ignore"]
pixels = train.images / 255
inputs = normalize(train.images)
print("CIFAR-10:  ", CIFAR_MEAN, CIFAR_STD)
print("train:     ", pixels.mean(dim=(0, 2, 3)), pixels.std(dim=(0, 2, 3)))
print("normalize: ", inputs.mean(dim=(0, 2, 3)), inputs.std(dim=(0, 2, 3)))

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Ровно 0 и 1 получатся, только если константы взяты с этих же данных. Небольшое расхождение обучению не мешает: важен
# порядок величин, а не точные значения. Важно другое: при обучении и при применении модели константы должны быть
# **одни и те же**.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# You get exactly 0 and 1 only if the constants come from the same data. Training does not mind a small difference:
# the order of magnitude matters, not the exact values. What does matter is that training and inference use **the
# same** constants.
#
# </details>
