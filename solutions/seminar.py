# %% [raw]
# # ASSIGNMENT CONFIG
# name: cnn-seminar

# %% [markdown] lang="ru"
# # Семинар: свёрточные нейронные сети
#
# За два часа мы пройдём путь от одной свёртки до собственного слоя регуляризации: соберём небольшую сеть в духе VGG,
# заглянем внутрь её фильтров, попробуем разные функции активации и аугментации, разберёмся, чем отличаются `train()`
# и `eval()`, и в конце напишем слой, который выключает карты признаков целиком.
#
# | часть | минут | задание | баллы |
# |---|---|---|---|
# | 1. Данные | 10 | | |
# | 2. Базовая модель, обучение и фильтры | 30 | 1: `ModelBaseline` | {{ q1 }} |
# | 3. Функции активации | 20 | 2: параметр `activation` | {{ q2 }} |
# | 4. Аугментации | 15 | | |
# | 5. Регуляризация и нормализация | 20 | | |
# | 6. Spatial Dropout | 20 | 3: `SpatialDropout` | {{ q3 }} |
# | 7. Контрольное обучение | 5 | 4: обучить свою модель | {{ q4 }} |

# %% [markdown] lang="en"
# # Seminar: convolutional neural networks
#
# In two hours we go from a single convolution to a regularisation layer of our own. We build a small network in the
# spirit of VGG, look inside its filters, try several activations and augmentations, find out what `train()` and
# `eval()` really change, and finish by writing a layer that switches whole feature maps off.
#
# | part | minutes | task | points |
# |---|---|---|---|
# | 1. Data | 10 | | |
# | 2. The baseline: training and filters | 30 | 1: `ModelBaseline` | {{ q1 }} |
# | 3. Activations | 20 | 2: the `activation` parameter | {{ q2 }} |
# | 4. Augmentation | 15 | | |
# | 5. Regularisation and normalisation | 20 | | |
# | 6. Spatial dropout | 20 | 3: `SpatialDropout` | {{ q3 }} |
# | 7. The training run | 5 | 4: train your own model | {{ q4 }} |

# %% [markdown] lang="ru"
# ## Как устроен этот ноутбук
#
# - **Заготовки.** Код, который пишете вы, отмечен многоточием `...`. Замените его своим. Имена классов и параметры
#   методов не меняйте: по ним решение находит проверка. Всё остальное (имена атрибутов, `nn.Sequential` или отдельные
#   слои) — дело вашего вкуса.
# - **Проверка.** После каждого задания есть ячейка `grader.check("q1")`. Это открытые тесты: за несколько секунд они
#   объясняют, что не так, а если всё хорошо, говорят, на что ещё посмотрят скрытые тесты. Запускайте их сколько угодно
#   раз. Скрытые тесты добавятся при оценке. Они проверяют то же самое условие, только тщательнее, поэтому читайте
#   условие целиком.
# - **Прогнозы.** Перед экспериментами стоит вопрос «Прежде чем запускать». Ответьте на него вслух или запишите ответ,
#   а уже потом запускайте ячейку. Ошибиться здесь полезно: так лучше запоминается.
# - **Подсказки** свёрнуты, их по три на задание: от намёка до почти готового ответа. Открывайте по одной.
# - **Без интернета и без видеокарты.** Данные лежат рядом с ноутбуком, и на двух ядрах процессора все эксперименты
#   вместе занимают несколько минут. Если видеокарта есть, обучение пойдёт на ней.
# - **Где работать.** В JupyterLab и VS Code откройте распакованную папку задания. В Google Colab и Kaggle откройте один
#   ноутбук: папку принесёт его первая ячейка с кодом.
# - **Ползунки.** Под некоторыми рисунками есть ползунки и кнопки, они рисуют ещё один рисунок ниже. Работает и
#   клавиатура: Tab, стрелки, пробел. Если ползунков нет (так в Colab), измените числа в ячейке и выполните её снова.
# - **При оценке ваш код запускается заново**, а ячейки с долгими экспериментами пропускаются. Поэтому `import` и
#   вспомогательные функции, без которых решение не работает, пишите в ячейке самого решения.

# %% [markdown] lang="en"
# ## How this notebook works
#
# - **Stubs.** The code that you write is marked with `...`. Replace it with your own. Keep the names of the classes
#   and the parameters of the methods, since that is how the checks find you. Everything else (attribute names,
#   `nn.Sequential` or separate layers) is up to you.
# - **Checks.** Each task ends with a cell such as `grader.check("q1")`. These are the public tests: they take seconds,
#   say what is wrong, and when all is well, what hidden tests will look at besides. Run them as often as you like.
#   Grading adds the hidden tests. They check the same statement of the task, only more thoroughly, so read the whole
#   statement.
# - **Predictions.** A question, "Before you run it", comes before each experiment. Answer it aloud or in writing, and
#   only then run the cell. Being wrong helps here: you will remember it.
# - **Hints** are folded, three per task, from a nudge to nearly there. Open them one at a time.
# - **No internet and no GPU needed.** The data lie next to the notebook, and on two CPU cores all experiments
#   together take a few minutes. A GPU is used if there is one.
# - **Where to work.** In JupyterLab and VS Code open the unpacked folder of the assignment. In Google Colab and Kaggle
#   open the notebook alone: its first code cell fetches the folder.
# - **Sliders.** Some figures have sliders and buttons below them, which draw one more figure. The keyboard works too:
#   Tab, the arrow keys, space. Where there are none (as in Colab), change the numbers in the cell and run it again.
# - **Grading runs your code afresh** and skips the cells with long experiments. So put any `import` or helper that
#   your solution needs into the cell of the solution itself.

# %% tags=["otter_ignore", "before_otter"]
# ru: @title Для Google Colab и Kaggle: папка задания и Otter (в других местах эта ячейка ничего не делает)
# en: @title For Google Colab and Kaggle: the assignment's folder and Otter (elsewhere this cell does nothing)
# ru: Адрес assignment.zip указывает преподаватель. Нет адреса? Загрузите архив рядом с ноутбуком сами.
# en: The course sets the address of assignment.zip. No address? Upload the archive next to the notebook yourself.
ASSIGNMENT_URL = ""


def fetch_assignment(url):
    """
    ru: Найти или скачать assignment.zip, распаковать его, перейти в его папку. Вернуть True в Colab и Kaggle.
    en: Find or download assignment.zip, unpack it, and move into its folder. Return True in Colab and Kaggle.
    """
    import glob
    import io
    import os
    import shutil
    import subprocess
    import sys
    import urllib.request
    import zipfile

    class NotReady(Exception):
        def _render_traceback_(self):
            return [str(self)]

    if "google.colab" not in sys.modules and "KAGGLE_KERNEL_RUN_TYPE" not in os.environ:
        return False
    folder = "seminar-assignment"
    if not os.path.isdir("seminar"):
        # ru: Kaggle сам распаковывает архивы, добавленные через Add Input, но писать туда нельзя.
        # en: Kaggle unpacks archives that come through Add Input, but nothing can be written there.
        unpacked = glob.glob(f"/kaggle/input/**/{folder}", recursive=True)
        archives = glob.glob("assignment*.zip") + glob.glob("/kaggle/input/**/assignment*.zip", recursive=True)
        try:
            if unpacked and not os.path.isdir(folder):
                shutil.copytree(unpacked[0], folder)
            elif not os.path.isdir(folder):
                archive = archives[0] if archives else io.BytesIO(urllib.request.urlopen(url, timeout=60).read())
                zipfile.ZipFile(archive).extractall()
            os.chdir(folder)
        except Exception as error:
            advice = """
            ru: Папки задания нет: загрузите assignment.zip рядом с ноутбуком целиком и выполните ячейку снова.
            en: The assignment's folder is missing: upload the whole assignment.zip and run the cell again.
            """
            reason = f" ({error})" if url or archives or unpacked else ""
            raise NotReady(advice.strip() + reason) from None
    sys.path.insert(0, os.getcwd())
    if subprocess.call([sys.executable, "-m", "pip", "install", "--quiet", "{{ otter }}"]):
        advice = """
        ru: Otter не установился: включите интернет (в Kaggle: Settings, Internet) и выполните ячейку снова.
        en: Otter was not installed: switch the internet on (Kaggle: Settings, Internet) and run the cell again.
        """
        raise NotReady(advice.strip())
    return True


HOSTED = fetch_assignment(ASSIGNMENT_URL)

# %%
import copy

import torch
from IPython.display import display
from torch import nn

from seminar import (
    CIFAR_MEAN,
    CIFAR_STD,
    Augment,
    DeepVGG,
    compare_table,
    dead_share,
    epochs,
    evaluate,
    explore_augmentations,
    explore_dropout,
    explore_filters,
    fit,
    load_cifar10,
    load_small,
    measured_filters,
    normalize,
    plot_activations,
    plot_curves,
    plot_filters,
    plot_gallery,
    read_results,
    show_results,
    use_language,
    written,
)

use_language("{{ lang }}")

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

# %% [markdown] lang="ru"
# ## 2. Базовая модель
#
# ### Идея VGG
#
# До 2014 года в первых слоях обычно ставили крупные свёртки: 11 × 11, 7 × 7, 5 × 5. Авторы
# [VGG](https://arxiv.org/abs/1409.1556) предложили составлять сеть из одинаковых блоков: **несколько свёрток 3 × 3
# подряд, затем пулинг**. Две свёртки 3 × 3 видят тот же участок 5 × 5, что и одна большая, но
#
# - параметров у них меньше: $2 \cdot 9\,C^2 = 18\,C^2$ вместо $25\,C^2$ (для $C$ каналов на входе и выходе);
# - между ними помещается ещё одна нелинейность, так что блок выражает более сложные функции.
#
# `padding=1` сохраняет высоту и ширину карты признаков, а `MaxPool2d(2, 2)` уменьшает их вдвое. Так проще следить за
# размерами: меняет их только пулинг.
#
# Наша базовая модель состоит из одного такого блока и двух полносвязных слоёв.
#
# > **Прежде чем читать дальше.** Прикиньте на бумаге, сколько параметров в каждом слое таблицы из задания 1. В каком
# > их больше всего? Всего должно получиться 528 474.

# %% [markdown] lang="en"
# ## 2. The baseline
#
# ### The idea of VGG
#
# Until 2014 the first layers of a network were usually large convolutions: 11 × 11, 7 × 7, 5 × 5. The authors of
# [VGG](https://arxiv.org/abs/1409.1556) built their networks from identical blocks: **several 3 × 3 convolutions in a
# row, then pooling**. Two 3 × 3 convolutions see the same 5 × 5 window as a single large one, but
#
# - they have fewer parameters: $2 \cdot 9\,C^2 = 18\,C^2$ instead of $25\,C^2$ (for $C$ channels in and out);
# - another non-linearity fits between them, so the block expresses richer functions.
#
# `padding=1` keeps the height and width of a feature map, and `MaxPool2d(2, 2)` halves them. That makes sizes easy to
# follow: only pooling changes them.
#
# Our baseline is one such block followed by two fully connected layers.
#
# > **Before you read on.** Work out on paper how many parameters each layer in the table of task 1 has. Which layer
# > has most of them? The total should be 528,474.

# %% [raw]
# # BEGIN QUESTION
# name: q1

# %% [markdown] lang="ru"
# ### Задание 1. `ModelBaseline`
#
# Напишите модель по таблице. Вход: `float32 [N, 3, 32, 32]`, где `N` любое (в том числе 1). Выход: логиты
# `float32 [N, 10]`.
#
# | слой | форма на выходе |
# |---|---|
# | вход | `[N, 3, 32, 32]` |
# | свёртка 3 × 3, 3 → 16 каналов, `padding=1` | `[N, 16, 32, 32]` |
# | ReLU | `[N, 16, 32, 32]` |
# | свёртка 3 × 3, 16 → 16 каналов, `padding=1` | `[N, 16, 32, 32]` |
# | ReLU | `[N, 16, 32, 32]` |
# | max pooling 2 × 2, шаг 2 | `[N, 16, 16, 16]` |
# | вытягивание в вектор (flatten) | `[N, 4096]` |
# | полносвязный слой 4096 → 128 | `[N, 128]` |
# | ReLU | `[N, 128]` |
# | полносвязный слой 128 → 10 | `[N, 10]` |
#
# - В конце **нет softmax**: функция потерь `nn.CrossEntropyLoss` сама применяет log-softmax к логитам.
# - Все четыре слоя с параметрами созданы в `__init__`. У каждого свои веса и своё смещение (bias), как это принято в
#   PyTorch по умолчанию, и все они обучаются.
# - Каждый вызов `ModelBaseline()` создаёт новую модель со своими случайными весами.
# - Имена атрибутов, порядок их создания и инициализация весов могут быть любыми. Только учтите: с необычной
#   инициализацией модель может не дотянуть до порога в задании 4.
#
# <details><summary>Сколько параметров? (сначала посчитайте сами)</summary>
#
# | слой | веса | смещения | всего |
# |---|---|---|---|
# | свёртка 3 → 16 | 3 · 16 · 3 · 3 = 432 | 16 | 448 |
# | свёртка 16 → 16 | 16 · 16 · 3 · 3 = 2 304 | 16 | 2 320 |
# | полносвязный 4096 → 128 | 4096 · 128 = 524 288 | 128 | 524 416 |
# | полносвязный 128 → 10 | 128 · 10 = 1 280 | 10 | 1 290 |
# | **итого** | | | **528 474** |
#
# Больше 99 % параметров приходится на первый полносвязный слой, а на свёртки всего полпроцента: они используют одни и
# те же веса во всех точках картинки.
#
# </details>
#
# <details><summary>Подсказка 1</summary>
#
# Слои с параметрами создают в `__init__` и сохраняют в атрибуты `self`, а в `forward` применяют один за другим. Если
# создать слой в `forward`, у него при каждом вызове будут новые случайные веса, и обучить его не получится.
#
# </details>
#
# <details><summary>Подсказка 2</summary>
#
# Вся сеть — это цепочка слоёв, поэтому подойдёт `nn.Sequential`. Вам понадобятся `nn.Conv2d`, `nn.ReLU`,
# `nn.MaxPool2d`, `nn.Flatten`, `nn.Linear`. Откуда берётся 4096? Из формы после пулинга: 16 · 16 · 16.
#
# </details>
#
# <details><summary>Подсказка 3</summary>
#
# Блок VGG выглядит так:
#
# ```python
# self.block = nn.Sequential(
#     nn.Conv2d(3, 16, kernel_size=3, padding=1),
#     nn.ReLU(),
#     ...,  # вторая свёртка, активация и пулинг
# )
# ```
#
# Так же устроена и вторая часть: `nn.Flatten()` и два `nn.Linear`, между ними активация. В `forward` остаётся
# применить обе части и вернуть результат.
#
# </details>

# %% [markdown] lang="en"
# ### Task 1. `ModelBaseline`
#
# Write the model of this table. Input: `float32 [N, 3, 32, 32]` for any `N` (1 included). Output: logits,
# `float32 [N, 10]`.
#
# | layer | output shape |
# |---|---|
# | input | `[N, 3, 32, 32]` |
# | 3 × 3 convolution, 3 → 16 channels, `padding=1` | `[N, 16, 32, 32]` |
# | ReLU | `[N, 16, 32, 32]` |
# | 3 × 3 convolution, 16 → 16 channels, `padding=1` | `[N, 16, 32, 32]` |
# | ReLU | `[N, 16, 32, 32]` |
# | 2 × 2 max pooling, stride 2 | `[N, 16, 16, 16]` |
# | flatten | `[N, 4096]` |
# | fully connected 4096 → 128 | `[N, 128]` |
# | ReLU | `[N, 128]` |
# | fully connected 128 → 10 | `[N, 10]` |
#
# - There is **no softmax** at the end: the loss, `nn.CrossEntropyLoss`, applies log-softmax to the logits itself.
# - All four layers with parameters are made in `__init__`. Each has a weight and a bias of its own, as is PyTorch's
#   default, and every one of them learns.
# - Every call of `ModelBaseline()` makes a new model with random weights of its own.
# - The names of attributes, the order in which you create them and the initialisation are free. Do bear in mind that a
#   model with an unusual initialisation may miss the threshold of task 4.
#
# <details><summary>How many parameters? (count them yourself first)</summary>
#
# | layer | weights | biases | total |
# |---|---|---|---|
# | convolution 3 → 16 | 3 · 16 · 3 · 3 = 432 | 16 | 448 |
# | convolution 16 → 16 | 16 · 16 · 3 · 3 = 2,304 | 16 | 2,320 |
# | fully connected 4096 → 128 | 4096 · 128 = 524,288 | 128 | 524,416 |
# | fully connected 128 → 10 | 128 · 10 = 1,280 | 10 | 1,290 |
# | **sum** | | | **528,474** |
#
# More than 99 % of the parameters sit in the first fully connected layer, and only half a per cent in the
# convolutions: they use the same weights at every point of the image.
#
# </details>
#
# <details><summary>Hint 1</summary>
#
# Create layers with parameters in `__init__`, store them as attributes of `self`, and apply them one after another in
# `forward`. A layer that is created in `forward` gets new random weights at each call and cannot be trained.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The whole network is a chain, so `nn.Sequential` will do. You need `nn.Conv2d`, `nn.ReLU`, `nn.MaxPool2d`,
# `nn.Flatten` and `nn.Linear`. Where does 4096 come from? From the shape after pooling: 16 · 16 · 16.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# The VGG block looks like this:
#
# ```python
# self.block = nn.Sequential(
#     nn.Conv2d(3, 16, kernel_size=3, padding=1),
#     nn.ReLU(),
#     ...,  # the second convolution, its activation and the pooling
# )
# ```
#
# The second part is built the same way: `nn.Flatten()` and two `nn.Linear` with an activation in between. All that
# `forward` has to do is apply both parts and return the result.
#
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
class ModelBaseline(nn.Module):
    """
    ru: Один блок VGG и два полносвязных слоя.
    en: One VGG block and two fully connected layers.
    """

    def __init__(self):
        """
        ru: Создайте слои из таблицы: две свёртки 3 x 3 и пулинг, затем два полносвязных слоя.
        en: Create the layers of the table: two 3 x 3 convolutions and pooling, then two fully connected layers.
        """
        super().__init__()
        # BEGIN SOLUTION
        self.block = nn.Sequential(
            nn.Conv2d(3, 16, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.Conv2d(16, 16, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2, 2),
        )
        self.head = nn.Sequential(
            nn.Flatten(),
            nn.Linear(16 * 16 * 16, 128),
            nn.ReLU(),
            nn.Linear(128, 10),
        )
        # END SOLUTION

    def forward(self, x):
        """
        ru: Вход: картинки float32 [N, 3, 32, 32]. Выход: логиты float32 [N, 10], без softmax.
        en: Input: images, float32 [N, 3, 32, 32]. Output: logits, float32 [N, 10], no softmax.
        """
        # BEGIN SOLUTION
        return self.head(self.block(x))
        # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS


# %%
def test_q1_public(env):
    from seminar.checks import public_check

    public_check("q1", env)


# %%
def test_q1_function(env):
    from autograder.hidden import hidden_check

    hidden_check("q1", "function", env)


# %%
def test_q1_gradients(env):
    from autograder.hidden import hidden_check

    hidden_check("q1", "gradients", env)


# %%
def test_q1_freshness(env):
    from autograder.hidden import hidden_check

    hidden_check("q1", "freshness", env)


# %%
def test_q1_interface(env):
    from autograder.hidden import hidden_check

    hidden_check("q1", "interface", env)


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown] lang="ru"
# ### Обучение
#
# Функция `fit` из библиотеки семинара устроена просто: проход вперёд, функция потерь, проход назад, шаг оптимизатора
# Adam. После каждой эпохи она считает потери и точность на валидации. Загляните в `seminar/training.py`: там нет
# ничего, чего вы не написали бы сами.
#
# > **Прежде чем запускать.** Нарисуйте от руки четыре кривые: потери и точность на обучении и на валидации. Где они
# > разойдутся? С какого значения начнутся потери, если до обучения модель отвечает почти наугад? (Чему равна
# > $-\ln\frac{1}{10}$?)

# %% [markdown] lang="en"
# ### Training
#
# The library's `fit` is a plain loop: forward pass, loss, backward pass, a step of Adam. After each epoch it computes
# loss and accuracy on the validation set. Have a look at `seminar/training.py`: there is nothing in it that you could
# not have written.
#
# > **Before you run it.** Sketch four curves by hand: loss and accuracy, on the training and on the validation set.
# > Where will they part? What value does the loss start from, given that the untrained model is close to guessing?
# > (What is $-\ln\frac{1}{10}$?)

# %% tags=["otter_ignore"]
if written(ModelBaseline):
    torch.manual_seed(0)
    baseline = ModelBaseline()
    untrained = copy.deepcopy(baseline)
    print(sum(parameter.numel() for parameter in baseline.parameters()))
    print(evaluate(untrained, validation))
    baseline_history = fit(baseline, train, validation, epochs=epochs(12), label="ModelBaseline")
    plot_curves([baseline_history])

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Потери начинаются около $\ln 10 \approx 2{,}3$: необученная модель раздаёт классам примерно равные вероятности. Если
# у вас получилось заметно больше, значит, что-то не так с инициализацией или с нормализацией.
#
# Дальше смотрите на **разрыв** между кривыми. Пока обе кривые улучшаются, модель учится тому, что пригодится и на
# новых картинках. Когда на обучении потери ещё падают, а на валидации уже стоят или растут, началось
# **переобучение**: полмиллиона параметров запоминают две тысячи картинок. Всё, что мы делаем в частях 4–6, нужно для
# борьбы с этим разрывом.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# The loss starts near $\ln 10 \approx 2.3$, since the untrained model gives all classes about the same probability.
# If yours starts much higher, something is wrong with the initialisation or the normalisation.
#
# After that, watch the **gap** between the curves. As long as both improve, the model learns things that are useful
# on new images. Once the training loss still falls while the validation loss stands still or rises, **overfitting**
# has begun: half a million parameters memorise two thousand images. All that we do in parts 4 to 6 is aimed at this
# gap.
#
# </details>

# %% [markdown] lang="ru"
# ### Визуализация фильтров
#
# Фильтр первого слоя имеет форму `[3, 3, 3]`: три цветовых канала и окно 3 × 3. Его можно показать как крошечную
# цветную картинку: она похожа на фрагмент, на который фильтр откликается сильнее всего. У фильтра второго слоя уже 16
# входных каналов, и цветной картинки не выйдет. Поэтому покажем каждый канал отдельно, в оттенках серого: столбец —
# фильтр, строка — входной канал. Верхний рисунок — веса до обучения, нижний — после. Переключатель под ними ставит
# оба на одно и то же место и показывает разность: так виднее, какие фильтры изменились.
#
# > **Прежде чем запускать.** Чем фильтры обученной сети будут отличаться от случайных? Увидите ли вы границы (светлое
# > рядом с тёмным) и цветные пятна? А во втором слое? Все ли фильтры изменятся одинаково сильно?

# %% [markdown] lang="en"
# ### Visualising filters
#
# A filter of the first layer has shape `[3, 3, 3]`: three colour channels and a 3 × 3 window. It can be shown as a
# tiny colour image, which resembles the patch that the filter responds to most. A filter of the second layer has 16
# input channels, and no colour image will come of that. So we show each channel by itself in shades of grey: one column
# per filter, one row per input channel. The upper figure shows the weights before training, the lower one after
# it. The choice below them puts both in one place and shows their difference: it is easier to see what has changed.
#
# > **Before you run it.** How will the filters of the trained network differ from random ones? Do you expect edges
# > (light next to dark) and blobs of colour? And in the second layer? Will all filters change by the same amount?


# %% tags=["otter_ignore"]
def convolution(model, in_channels):
    """
    ru: Первая свёртка модели с таким числом входных каналов: имена атрибутов у всех разные.
    en: The model's first convolution with that many input channels, whatever its attribute is called.
    """
    layers = [layer for layer in model.modules() if isinstance(layer, nn.Conv2d)]
    return next(layer for layer in layers if layer.in_channels == in_channels)


if written(ModelBaseline):
    # ru: первый слой: до обучения и после
    # en: the first layer, before and after training
    explore_filters(convolution(untrained, in_channels=3), convolution(baseline, in_channels=3))

# %% tags=["otter_ignore"]
if written(ModelBaseline):
    # ru: второй слой, по одному каналу: до обучения и после
    # en: the second layer, single channels: before and after training
    before, after = convolution(untrained, in_channels=16), convolution(baseline, in_channels=16)
    explore_filters(before, after, single_channel=True)

# %% [markdown] lang="ru"
# А так выглядит первый слой той же сети, обученной на фотографиях CIFAR-10.

# %% [markdown] lang="en"
# And this is the first layer of the same network trained on photographs of CIFAR-10.

# %% tags=["otter_ignore"]
before, after = measured_filters(read_results("cifar10"))
_ = plot_filters(before, trained=False)
_ = plot_filters(after, trained=True)

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Честный ответ: на картинках 3 × 3 после короткого обучения видно немного. Найдите фильтры, которые изменились
# сильнее других. У каких одна сторона светлее другой (детектор границы)? У каких центр отличается от краёв? Какие
# различают цвета (красный против синего)? Остальные могут почти не отличаться от случайных, и это нормально: обучение
# уменьшает потери, а красота фильтров его не интересует.
#
# Знаменитые картинки с аккуратными полосками получены на больших фильтрах (11 × 11 в AlexNet), обученных на миллионе
# фотографий. Фильтры второго слоя смотрят не на пиксели, а на карты признаков, поэтому понять что-нибудь по их весам
# трудно. Полезнее смотреть, какие картинки сильнее всего возбуждают нейрон.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# The honest answer: in 3 × 3 pictures after a short training there is not much to see. Find the filters that changed
# most. Which have one side lighter than the other (an edge detector), which differ in the centre, which tell colours
# apart (red against blue)? Others may look almost random still, and that is fine: training lowers the loss and does
# not care whether filters are pretty.
#
# The famous pictures with neat stripes show large filters (11 × 11 in AlexNet) trained on a million photographs.
# Filters of the second layer look at feature maps, not at pixels, so their weights tell us little. It is better to
# study which images excite a neuron most.
#
# </details>

# %% [markdown] lang="ru"
# ## 3. Функции активации
#
# Без нелинейности две свёртки подряд остаются одним линейным преобразованием. Какую нелинейность взять?
#
# | функция | формула |
# |---|---|
# | ReLU | $\max(0, x)$ |
# | LeakyReLU | $x$ при $x > 0$, иначе $\alpha x$; по умолчанию $\alpha = 0{,}01$ |
# | ELU | $x$ при $x > 0$, иначе $\alpha\,(e^x - 1)$; по умолчанию $\alpha = 1$ |
# | SELU | $\lambda x$ при $x > 0$, иначе $\lambda\alpha\,(e^x - 1)$ |
#
# Вычислять ReLU дёшево, и при $x > 0$ градиент проходит через неё без потерь. Но при $x < 0$ её производная равна
# нулю. Если вход активации отрицателен **на всех** картинках обучающей выборки, градиент до весов этого нейрона не
# доходит, веса не меняются, и нейрон замолкает, скорее всего, навсегда. Это называют проблемой «умирающих» ReLU
# (dying ReLU). У остальных трёх функций производная при отрицательном входе не равна нулю.
#
# Константы SELU ($\lambda \approx 1{,}0507$, $\alpha \approx 1{,}6733$) подобраны так, чтобы среднее и дисперсия
# активаций от слоя к слою стремились к 0 и 1. Но доказано это для полносвязных сетей с особой инициализацией; у нас
# не тот случай, поэтому чудес не ждите.

# %% [markdown] lang="en"
# ## 3. Activations
#
# Without a non-linearity two convolutions in a row are still one linear map. Which non-linearity should we take?
#
# | function | formula |
# |---|---|
# | ReLU | $\max(0, x)$ |
# | LeakyReLU | $x$ for $x > 0$, else $\alpha x$; by default $\alpha = 0.01$ |
# | ELU | $x$ for $x > 0$, else $\alpha\,(e^x - 1)$; by default $\alpha = 1$ |
# | SELU | $\lambda x$ for $x > 0$, else $\lambda\alpha\,(e^x - 1)$ |
#
# ReLU is cheap, and for $x > 0$ it passes the gradient on undiminished. But for $x < 0$ its derivative is zero. If
# the input of an activation is negative on **all** images of the training set, no gradient reaches the weights of
# that neuron, they do not change, and the neuron falls silent, most likely for good. This is called the dying ReLU
# problem. The other three have a non-zero derivative for negative inputs.
#
# SELU's constants ($\lambda \approx 1.0507$, $\alpha \approx 1.6733$) are chosen so that mean and variance of the
# activations tend to 0 and 1 from layer to layer. But this was proved for fully connected networks with a special
# initialisation. Ours is not one, so expect no miracles.

# %% tags=["otter_ignore"]
_ = plot_activations({"ReLU": nn.ReLU(), "LeakyReLU": nn.LeakyReLU(), "ELU": nn.ELU(), "SELU": nn.SELU()})

# %% [markdown] lang="ru"
# > **Прежде чем запускать.** Чему равна производная каждой функции в точках −3, −1, 1, 3? Для ReLU ответ известен, а
# > для остальных прикиньте по графику.

# %% [markdown] lang="en"
# > **Before you run it.** What is the derivative of each function at −3, −1, 1 and 3? For ReLU you know; for the
# > others judge by the plot.

# %% tags=["otter_ignore"]
for activation in (nn.ReLU, nn.LeakyReLU, nn.ELU, nn.SELU):
    x = torch.tensor([-3.0, -1.0, 1.0, 3.0], requires_grad=True)
    activation()(x).sum().backward()
    print(f"{activation.__name__:10}", x.grad)

# %% [raw]
# # BEGIN QUESTION
# name: q2

# %% [markdown] lang="ru"
# ### Задание 2. Модель с параметром `activation`
#
# Чтобы сравнить функции активации, нужна модель, в которой активацию можно поменять. Напишите `ModelBaseline` ещё
# раз, с тем же именем и той же архитектурой, но с параметром `activation`:
#
# - `activation` — это **класс**, а не готовый модуль: `ModelBaseline(activation=nn.ELU)`, без скобок после `nn.ELU`.
#   Точнее, это всё, что можно вызвать без аргументов и получить модуль. Подойдёт, например,
#   `lambda: nn.LeakyReLU(0.3)` или ваш собственный класс;
# - **все три** скрытые активации получены из `activation`. Можно создать для них три модуля, а можно один общий;
# - по умолчанию стоит `nn.ReLU`: `ModelBaseline()` работает как в задании 1;
# - после последнего слоя активации по-прежнему нет.
#
# <details><summary>Подсказка 1</summary>
#
# Параметр со значением по умолчанию: `def __init__(self, activation=nn.ReLU)`. Внутри `__init__` у вас есть
# переменная `activation`. Что нужно с ней сделать, чтобы получить модуль?
#
# </details>
#
# <details><summary>Подсказка 2</summary>
#
# `activation()` создаёт модуль. Проверьте, не осталось ли где-нибудь старого `nn.ReLU()` или `F.relu`: по графику
# обучения такую ошибку не заметить.
#
# </details>
#
# <details><summary>Подсказка 3</summary>
#
# Возьмите решение задания 1 и замените каждое `nn.ReLU()` на `activation()`. Для каждого из трёх мест вызов свой:
# тогда правильно заработают и активации с обучаемыми параметрами, например `nn.PReLU`.
#
# </details>

# %% [markdown] lang="en"
# ### Task 2. The model with an `activation` parameter
#
# To compare activations we need a model in which the activation can be exchanged. Write `ModelBaseline` again, under
# the same name and with the same architecture, but with a parameter `activation`:
#
# - `activation` is a **class**, not a ready module: `ModelBaseline(activation=nn.ELU)`, with no brackets after
#   `nn.ELU`. More precisely, it is anything that makes a module when it is called without arguments:
#   `lambda: nn.LeakyReLU(0.3)`, for instance, or a class of your own;
# - **all three** hidden activations come from `activation`. They may be three modules, or a single one that is shared;
# - the default is `nn.ReLU`: `ModelBaseline()` works as in task 1;
# - there is still no activation after the last layer.
#
# <details><summary>Hint 1</summary>
#
# A parameter with a default: `def __init__(self, activation=nn.ReLU)`. Inside `__init__` you have a variable
# `activation`. What must you do with it to obtain a module?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `activation()` makes a module. Make sure that no old `nn.ReLU()` or `F.relu` is left: the training curves will not
# give such a mistake away.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# Take your solution of task 1 and replace each `nn.ReLU()` by `activation()`. Call it anew in each of the three
# places: then activations with trainable parameters, such as `nn.PReLU`, will work properly too.
#
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
class ModelBaseline(nn.Module):
    """
    ru: Модель из задания 1, в которой можно выбрать функцию активации.
    en: The model of task 1 with a choice of activation.
    """

    def __init__(self, activation=nn.ReLU):
        """
        ru: activation: класс (или функция без аргументов), который создаёт модуль активации; нужны три активации.
        en: activation: a class (or a function without arguments) that makes an activation module; three are needed.
        """
        super().__init__()
        # BEGIN SOLUTION
        self.block = nn.Sequential(
            nn.Conv2d(3, 16, kernel_size=3, padding=1),
            activation(),
            nn.Conv2d(16, 16, kernel_size=3, padding=1),
            activation(),
            nn.MaxPool2d(2, 2),
        )
        self.head = nn.Sequential(
            nn.Flatten(),
            nn.Linear(16 * 16 * 16, 128),
            activation(),
            nn.Linear(128, 10),
        )
        # END SOLUTION

    def forward(self, x):
        """
        ru: Вход: картинки float32 [N, 3, 32, 32]. Выход: логиты float32 [N, 10], без softmax.
        en: Input: images, float32 [N, 3, 32, 32]. Output: logits, float32 [N, 10], no softmax.
        """
        # BEGIN SOLUTION
        return self.head(self.block(x))
        # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS


# %%
def test_q2_public(env):
    from seminar.checks import public_check

    public_check("q2", env)


# %%
def test_q2_standard(env):
    from autograder.hidden import hidden_check

    hidden_check("q2", "standard", env)


# %%
def test_q2_unseen(env):
    from autograder.hidden import hidden_check

    hidden_check("q2", "unseen", env)


# %%
def test_q2_default(env):
    from autograder.hidden import hidden_check

    hidden_check("q2", "default", env)


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown] lang="ru"
# ### Мёртвые нейроны
#
# Теперь активацию можно менять. Начнём с «умирающих» ReLU. Функция `dead_share` возвращает долю скрытых элементов, у
# которых активация равна нулю **на каждой** картинке выборки.
#
# > **Прежде чем запускать.** Обучим модель с ReLU и с LeakyReLU, со скоростью обучения `1e-3` и с вдесятеро большей.
# > В каком из четырёх случаев мёртвых нейронов окажется больше всего и почему? Есть ли они уже до обучения?

# %% [markdown] lang="en"
# ### Dead neurons
#
# Now the activation can be exchanged. Let us start with the dying ReLU. `dead_share` returns the share of hidden
# units whose activation is zero on **every** image of a set.
#
# > **Before you run it.** We train the model with ReLU and with LeakyReLU, at a learning rate of `1e-3` and at one
# > ten times larger. In which of the four cases will there be most dead neurons, and why? Are there any before
# > training?

# %% tags=["otter_ignore"]
if written(ModelBaseline, nn.ELU):
    for activation in (nn.ReLU, nn.LeakyReLU):
        for lr in (1e-3, 1e-2):
            torch.manual_seed(0)
            model = ModelBaseline(activation=activation)
            before = dead_share(model, train)
            fit(model, train, epochs=epochs(3), lr=lr, seed=0, label=f"{activation.__name__}, lr={lr}")
            print(f"{activation.__name__:10} {lr=:<6} {before:6.1%} -> {dead_share(model, train):6.1%}")

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Один большой шаг может так сдвинуть веса и смещение нейрона, что его вход станет отрицательным на всех картинках.
# Вернуть его обратно обучение не может: градиент до этих весов не доходит. Поэтому доля мёртвых нейронов помогает
# распознать слишком большую скорость обучения. У LeakyReLU ровно нулевых выходов практически не бывает, и градиент
# проходит всегда. Но это не значит, что ей большая скорость обучения не вредит.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# One large step can shift the weights and the bias of a neuron so far that its input is negative on all images.
# Training cannot bring it back, since no gradient reaches these weights. That makes the share of dead neurons a
# useful symptom of a learning rate that is too large. The output of LeakyReLU is practically never exactly zero, and
# the gradient always passes. Which does not mean that a large learning rate does it no harm.
#
# </details>

# %% [markdown] lang="ru"
# ### Сравнение активаций
#
# Четыре модели с одинаковыми начальными весами и одинаковым порядком картинок; отличается только активация.
#
# > **Прежде чем запускать.** Какая активация быстрее всех снизит потери **на обучении**? Будет ли она лучшей **на
# > валидации**? У каких активаций эпоха займёт больше времени: с `max` или с экспонентой?

# %% [markdown] lang="en"
# ### Comparing activations
#
# Four models with the same initial weights and the same order of images; only the activation differs.
#
# > **Before you run it.** Which activation will bring the **training** loss down fastest? Will it be best on the
# > **validation** set as well? Which will take most time per epoch: those with a `max` or those with an exponential?

# %% tags=["otter_ignore"]
if written(ModelBaseline, nn.ELU):
    activation_histories = []
    for activation in (nn.ReLU, nn.LeakyReLU, nn.ELU, nn.SELU):
        torch.manual_seed(0)
        model = ModelBaseline(activation=activation)
        history = fit(model, train, validation, epochs=epochs(6), seed=0, label=activation.__name__)
        activation_histories.append(history)
    plot_curves(activation_histories)
    display(compare_table(activation_histories))

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Прежде чем объявлять победителя, поменяйте оба `0` (в `manual_seed` и `seed`) на `1` и запустите ещё раз. Если
# порядок моделей изменился, вы сравнивали не активации, а случайность. Для надёжного вывода нужны несколько запусков
# и валидационная выборка побольше. А вот разница во времени эпохи обычно повторяется: экспонента дороже сравнения с
# нулём.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# Before you declare a winner, change both `0`s (in `manual_seed` and `seed`) to `1` and run it again. If the order of
# the models has changed, you were comparing chance, not activations. A sound conclusion takes several runs and a
# larger validation set. The difference in time, however, usually repeats: an exponential costs more than a comparison
# with zero.
#
# </details>

# %% [markdown] lang="ru"
# ### Тот же эксперимент на фотографиях
#
# Этот эксперимент и три следующих мы провели заранее: слева 10 000 фотографий CIFAR-10 (копия, сжатая в JPEG), справа
# `data_small`; каждый вариант обучен три раза с разными начальными весами. Полоса вокруг кривой показывает разброс
# между запусками. Под графиком — средние и стандартные отклонения, а ниже — утверждения, которые часто можно услышать.
# «Верно» значит, что так вышло во всех трёх парах запусков, «неверно» — что во всех трёх вышло наоборот, «не решено» —
# что запуски разошлись. Рядом стоят средние.
#
# > **Прежде чем запускать.** Какая активация окажется точнее на фотографиях? Совпадёт ли ответ с рисунками?

# %% [markdown] lang="en"
# ### The same experiment on photographs
#
# We ran this experiment and the three that follow beforehand: on the left 10,000 photographs of CIFAR-10 (a copy in
# JPEG), on the right `data_small`; each variant was trained three times from different initial weights. The band around
# a curve is the range of the runs. Below the figure are means and standard deviations, and below these, claims that one
# often hears. "Holds" means that it came out so in all three pairs of runs, "does not hold" that the opposite did in all
# three, "undecided" that the runs disagree. Next to the words are the means.
#
# > **Before you run it.** Which activation will be most accurate on photographs? Will the drawings agree?

# %% tags=["otter_ignore"]
show_results("activations")

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Семинар, из которого вырос этот, сообщал, что точнее всех ELU и SELU, а эпохи с SELU намного длиннее. У нас это не
# повторилось: SELU хуже остальных и на фотографиях, и на рисунках, а ELU проигрывает ReLU на рисунках и ничего не
# выигрывает на фотографиях. Потери на обучении ELU и правда снижает быстрее. Но это другое: сеть, которая быстрее
# запоминает, не обязана лучше работать на новых картинках.
#
# Разница между ReLU и LeakyReLU примерно такая же, как разброс между запусками: выбирать между ними по трём запускам
# рано. Во сколько раз дольше эпоха, зависит от процессора и библиотеки, поэтому в таблице стоит отношение к ReLU на
# одной и той же машине.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# The seminar that this one grew out of reported that ELU and SELU were most accurate, and that SELU made epochs much
# longer. Our runs do not repeat it: SELU is the worst on photographs and on drawings, and ELU loses to ReLU on drawings
# and wins nothing on photographs. ELU does bring the training loss down faster. But that is another thing: a network
# that memorises sooner need not do better on new images.
#
# ReLU and LeakyReLU differ by about as much as runs do among themselves: three runs are too few to choose between them.
# How much longer an epoch takes depends on the processor and the library, which is why the table gives the ratio to
# ReLU on one machine.
#
# </details>

# %% [markdown] lang="ru"
# ## 4. Аугментации
#
# Кошка, отражённая слева направо, остаётся кошкой. **Аугментации** случайно меняют обучающие картинки так, чтобы
# класс сохранился: модель почти не видит одну и ту же картинку дважды, и запоминать ей труднее. Наш набор:
#
# - `ColorJitter(hue=0.05, saturation=0.05)`: небольшой сдвиг цветового тона и насыщенности;
# - `RandomHorizontalFlip()`: отражение с вероятностью 0,5;
# - `RandomRotation(20)`: поворот на случайный угол от −20° до 20°; уголки, для которых на исходной картинке нет
#   пикселей, заполняются чёрным.
#
# Всё это делает `Augment()` из библиотеки семинара, причём сразу для целого батча: у каждой картинки свои случайные
# числа.
#
# Аугментации применяют **только к обучающей выборке**. Валидация отвечает на вопрос «как модель работает на настоящих
# картинках», а искажённые картинки настоящими не назовёшь.
#
# > **Прежде чем запускать.** Насколько можно повернуть рисунок или сдвинуть его тон, чтобы класс ещё узнавался? Каким
# > классам большой сдвиг тона повредит сильнее? Ответьте, а потом проверьте ползунками под рисунком.

# %% [markdown] lang="en"
# ## 4. Augmentation
#
# A cat mirrored left to right is still a cat. **Augmentation** changes the training images at random in ways that
# keep the class: the model hardly ever sees the same image twice, which makes memorising harder. Our set:
#
# - `ColorJitter(hue=0.05, saturation=0.05)`: a small shift of hue and saturation;
# - `RandomHorizontalFlip()`: a mirror image with probability 0.5;
# - `RandomRotation(20)`: rotation by a random angle from −20° to 20°; corners that were not in the image become
#   black.
#
# The library's `Augment()` does all this for a whole batch at once, with random numbers of its own for each image.
#
# Augmentation is for the **training set only**. Validation asks how the model does on real images, and distorted
# images are not real ones.
#
# > **Before you run it.** How far can a drawing be turned, or its hue be shifted, before its class is lost? Which
# > classes suffer most from a large shift of hue? Answer first, then try the sliders below the figure.

# %% tags=["otter_ignore"]
_ = explore_augmentations(train, hue=0.05, saturation=0.05, flip=0.5, degrees=20)

# %% [markdown] lang="ru"
# > **Прежде чем запускать.** Обучим две одинаковые модели: без аугментаций и с ними. У какой будет выше точность на
# > обучающих картинках? У какой меньше разрыв между обучением и валидацией? Всегда ли меньший разрыв означает лучший
# > результат на валидации?

# %% [markdown] lang="en"
# > **Before you run it.** We train two identical models, without augmentation and with it. Which will have the higher
# > accuracy on training images? Which the smaller gap between training and validation? Does a smaller gap always mean
# > a better validation result?

# %% tags=["otter_ignore"]
if written(ModelBaseline):
    augment_histories = []
    for label, augment in (("augment=None", None), ("augment=Augment()", Augment())):
        torch.manual_seed(0)
        model = ModelBaseline()
        history = fit(model, train, validation, epochs=epochs(12), augment=augment, seed=0, label=label)
        augment_histories.append(history)
        # ru: точность на обучающих картинках без искажений: так разрыв сравнивать честно
        # en: accuracy on the undistorted training images, which makes the gaps comparable
        seen, unseen = evaluate(model, train)[1], evaluate(model, validation)[1]
        print(f"{label:18} {seen:.1%} - {unseen:.1%} = {seen - unseen:.1%}")
    plot_curves(augment_histories)

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Сравнивайте не только разрыв, но и саму валидационную кривую. Разрыв легко убрать, испортив обучение: модель,
# которая отвечает наугад, не переобучена вовсе. С аугментациями модель обычно учится медленнее: если кривая на
# валидации ещё растёт, дайте ей больше эпох.
#
# Обратите внимание: точность на обучении, которую записывает `fit` (пунктир на графике), считается по ходу эпохи и на
# **искажённых** картинках. Поэтому она может оказаться ниже валидационной, и это не ошибка.
#
# Подумайте, для каких данных отражение меняет класс. (Рукописные буквы? Дорожные знаки? Рентгеновские снимки?)
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# Compare the validation curves themselves, not only the gaps. A gap is easily closed by spoiling the training: a
# model that guesses does not overfit at all. With augmentation a model usually learns more slowly: if its validation
# curve still rises, give it more epochs.
#
# Note that the training accuracy which `fit` records (the dashed curve) is collected during the epoch and on
# **distorted** images. So it can be below the validation accuracy, and that is no mistake.
#
# For what data does mirroring change the class? (Handwritten letters? Road signs? X-ray images?)
#
# </details>

# %% [markdown] lang="ru"
# > **Прежде чем запускать.** На фотографиях и на рисунках: на сколько пунктов аугментации сократят разрыв? Станет ли
# > точность на валидации выше?

# %% [markdown] lang="en"
# > **Before you run it.** On photographs and on drawings: by how many points will augmentation narrow the gap? Will it
# > raise the validation accuracy?

# %% tags=["otter_ignore"]
show_results("augmentation")

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Здесь фотографии и рисунки согласны: аугментации сокращают разрыв больше чем вдвое и поднимают точность на валидации.
# За это платят временем: эпоха длиннее, и эпох нужно больше. Кривые без аугментаций давно стоят на месте, а с
# аугментациями к концу всё ещё медленно растут.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# Here photographs and drawings agree: augmentation cuts the gap to less than half and raises the validation accuracy.
# The price is time: epochs are longer, and more of them are needed. Without augmentation the curves came to a halt long
# ago; with it they still rise slowly at the end.
#
# </details>

# %% [markdown] lang="ru"
# ## 5. Регуляризация и нормализация
#
# ### Dropout
#
# [Dropout](https://jmlr.org/papers/v15/srivastava14a.html) на каждом шаге обучения обнуляет случайную часть
# активаций: каждую независимо с вероятностью $p$. Нейрон не может полагаться на конкретного соседа, и сеть учится не
# зависеть от отдельных признаков.
#
# Когда модель обучена, случайность не нужна: работают все нейроны. Но тогда сумма на входе следующего слоя выросла
# бы: при обучении до него доходила в среднем лишь доля $1 - p$ активаций, а теперь доходят все. Значит, где-то нужна
# поправка.
#
# > **Осторожно, ловушка.** Часто пишут, что активации умножают на $\frac{1}{1-p}$ при применении модели (inference).
# > Так было написано и в исходном тексте этого семинара. **Это неверно.** В статье 2014 года при применении модели
# > веса умножали на вероятность уцелеть, то есть на $1 - p$. А в PyTorch поправка перенесена в **обучение** (inverted
# > dropout): оставшиеся активации делятся на $1 - p$, а в режиме `eval()` слой ничего не делает, то есть возвращает
# > вход без изменений.
#
# Математическое ожидание при этом сохраняется. Пусть $m$ равно 0 с вероятностью $p$ и 1 с вероятностью $1 - p$. Тогда
#
# $$\mathbb{E}\left[\frac{m}{1-p}\,x\right] = \frac{p \cdot 0 + (1 - p) \cdot 1}{1 - p}\,x = x.$$
#
# Если же делить ещё и в `eval()`, следующий слой получит сигнал в $\frac{1}{1-p}$ раз больше, чем при обучении.
#
# > **Прежде чем запускать.** На вход подаём единицы, $p = 0{,}2$. Какие числа вы увидите в режиме обучения? А в
# > режиме `eval()`? Каким будет среднее по большому тензору в обоих случаях?

# %% [markdown] lang="en"
# ## 5. Regularisation and normalisation
#
# ### Dropout
#
# At each training step [dropout](https://jmlr.org/papers/v15/srivastava14a.html) sets a random part of the
# activations to zero, each independently with probability $p$. A neuron cannot rely on a particular neighbour, and
# the network learns not to depend on single features.
#
# Inference needs no randomness: all neurons work. But then the sum that enters the next layer would grow: in training
# it received a share of $1 - p$ of the activations on average, and now it receives all of them. So there has to be a
# correction somewhere.
#
# > **Mind the trap.** It is often said that activations are multiplied by $\frac{1}{1-p}$ at inference. The original
# > text of this seminar said so too. **That is wrong.** At inference the paper of 2014 multiplied the weights by the
# > probability of being kept, $1 - p$. PyTorch moves the correction into **training** (inverted dropout): the
# > activations that remain are divided by $1 - p$, and in `eval()` mode the layer does nothing, that is, it returns
# > its input unchanged.
#
# The expectation is preserved. Let $m$ be 0 with probability $p$ and 1 with probability $1 - p$. Then
#
# $$\mathbb{E}\left[\frac{m}{1-p}\,x\right] = \frac{p \cdot 0 + (1 - p) \cdot 1}{1 - p}\,x = x.$$
#
# If you divided in `eval()` as well, the next layer would get a signal $\frac{1}{1-p}$ times as large as in training.
#
# > **Before you run it.** The input is all ones and $p = 0.2$. Which numbers will you see in training mode? And in
# > `eval()` mode? What will the mean over a large tensor be in either case?

# %% tags=["otter_ignore"]
torch.manual_seed(0)
dropout = nn.Dropout(p=0.2)
ones = torch.ones(1000, 1000)
for mode in (True, False):
    dropout.train(mode)
    out = dropout(ones)
    print(f"{dropout.training=}", out[0, :10], f"{out.mean()=:.3f}")

# %% [markdown] lang="ru"
# ### Batch Normalization
#
# [Batch norm](https://arxiv.org/abs/1502.03167) приводит каждый канал к нулевому среднему и единичной дисперсии, а
# потом даёт сети выбрать удобные сдвиг и масштаб:
#
# $$\hat x = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}},\qquad y = \gamma\,\hat x + \beta.$$
#
# У `BatchNorm2d` для каждого **канала** свои $\mu$, $\sigma^2$, $\gamma$ и $\beta$. Вопрос в том, откуда взять $\mu$
# и $\sigma^2$:
#
# - `train()`: из **текущего батча** (по всем картинкам и всем пикселям канала). Заодно слой обновляет скользящие
#   оценки `running_mean` и `running_var`: по умолчанию 0,9 старого значения плюс 0,1 нового;
# - `eval()`: из этих **накопленных оценок**. Поэтому ответ для картинки не зависит от того, кто ещё попал с ней в
#   батч.
#
# > **Прежде чем запускать.** У входа среднее 5 и отклонение 3, слой только что создан (`running_mean = 0`,
# > `running_var = 1`), через него в режиме `train()` прошёл **один** батч. Какими будут среднее и отклонение выхода в
# > режиме обучения? А сразу после этого в режиме `eval()`? Что изменится после ста батчей?

# %% [markdown] lang="en"
# ### Batch normalisation
#
# [Batch norm](https://arxiv.org/abs/1502.03167) brings each channel to zero mean and unit variance and then lets the
# network choose a convenient shift and scale:
#
# $$\hat x = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}},\qquad y = \gamma\,\hat x + \beta.$$
#
# `BatchNorm2d` has its own $\mu$, $\sigma^2$, $\gamma$ and $\beta$ for each **channel**. The question is where $\mu$
# and $\sigma^2$ come from:
#
# - `train()`: from the **current batch** (all images, all pixels of the channel). The layer also updates its running
#   estimates `running_mean` and `running_var`: by default 0.9 of the old value plus 0.1 of the new one;
# - `eval()`: from these **accumulated estimates**. So the answer for an image does not depend on its neighbours in
#   the batch.
#
# > **Before you run it.** The input has mean 5 and deviation 3, the layer is new (`running_mean = 0`,
# > `running_var = 1`), and it sees **one** batch in `train()` mode. What will the mean and deviation of its output be
# > in training mode? And right after that in `eval()` mode? What changes after a hundred batches?

# %% tags=["otter_ignore"]
torch.manual_seed(0)
norm = nn.BatchNorm2d(1)
batch = 5 + 3 * torch.randn(64, 1, 8, 8)
for batches in (1, 99):
    norm.train()
    for _ in range(batches):
        out = norm(batch)
    print(f"train  {out.mean():6.2f} {out.std():6.2f}   {norm.running_mean.item()=:.2f} {norm.running_var.item()=:.2f}")
    norm.eval()
    out = norm(batch)
    print(f"eval   {out.mean():6.2f} {out.std():6.2f}")

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# После одного батча накопленные оценки ещё далеки от правды, поэтому `train()` и `eval()` дают разные ответы. Со
# временем они сходятся. Две частые ошибки: забыть `model.eval()` перед валидацией (ответ зависит от соседей по батчу,
# dropout продолжает шуметь) и забыть вернуть `model.train()` перед следующей эпохой. В `fit` и `evaluate` об этом уже
# позаботились.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# After a single batch the estimates are still far from the truth, so `train()` and `eval()` disagree. In time they
# come together. Two common mistakes: forgetting `model.eval()` before validation (the answer depends on the
# neighbours in the batch, and dropout goes on making noise) and forgetting `model.train()` before the next epoch.
# `fit` and `evaluate` take care of it.
#
# </details>

# %% [markdown] lang="ru"
# ### Сеть поглубже
#
# Теперь возьмём три блока VGG: 16, 32 и 64 канала. После каждой свёртки стоит batch norm, а в конце каждого блока
# высота и ширина карты признаков уменьшаются вдвое. Полный код лежит в `seminar/models.py`.
#
# | слой | форма на выходе |
# |---|---|
# | вход | `[N, 3, 32, 32]` |
# | блок VGG, 16 каналов | `[N, 16, 16, 16]` |
# | блок VGG, 32 канала | `[N, 32, 8, 8]` |
# | блок VGG, 64 канала | `[N, 64, 4, 4]` |
# | flatten и полносвязный слой 1024 → 128, активация | `[N, 128]` |
# | полносвязный слой 128 → 10 | `[N, 10]` |
#
# > **Прежде чем запускать.** В этой сети втрое больше свёрточных слоёв. Параметров в ней больше или меньше, чем в
# > `ModelBaseline`? Какая из двух глубоких сетей быстрее снизит потери: с batch norm или без него? Сколько времени
# > стоит batch norm?

# %% [markdown] lang="en"
# ### A deeper network
#
# Now we take three VGG blocks with 16, 32 and 64 channels. Batch norm follows each convolution, and each block halves
# the height and width of the feature maps. The full code is in `seminar/models.py`.
#
# | layer | output shape |
# |---|---|
# | input | `[N, 3, 32, 32]` |
# | VGG block, 16 channels | `[N, 16, 16, 16]` |
# | VGG block, 32 channels | `[N, 32, 8, 8]` |
# | VGG block, 64 channels | `[N, 64, 4, 4]` |
# | flatten and fully connected 1024 → 128, activation | `[N, 128]` |
# | fully connected 128 → 10 | `[N, 10]` |
#
# > **Before you run it.** This network has three times as many convolutions. Does it have more or fewer parameters
# > than `ModelBaseline`? Which of the two deep networks will bring the loss down faster, the one with batch norm or
# > the one without? What does batch norm cost in time?

# %% tags=["otter_ignore"]
deep_histories = []
for batch_norm in (False, True):
    torch.manual_seed(0)
    deep = DeepVGG(batch_norm=batch_norm)
    print(f"{batch_norm=}", sum(parameter.numel() for parameter in deep.parameters()))
    history = fit(deep, train, validation, epochs=epochs(6), seed=0, label=f"DeepVGG(batch_norm={batch_norm})")
    deep_histories.append(history)
if written(ModelBaseline):
    torch.manual_seed(0)
    history = fit(ModelBaseline(), train, validation, epochs=epochs(6), seed=0, label="ModelBaseline")
    deep_histories.append(history)
_ = plot_curves(deep_histories)
display(compare_table(deep_histories))

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Параметров в глубокой сети меньше: к первому полносвязному слою приходит 1024 числа вместо 4096, а дорогим был
# именно он. За глубину не обязательно платить параметрами, зато приходится платить временем.
#
# Batch norm обычно ускоряет обучение в пересчёте на эпохи и позволяет брать большую скорость обучения. Он ещё и
# слегка регуляризует: статистики батча зависят от случайных соседей, и это шум. Посмотрите, сгладились ли
# валидационные кривые. На первых эпохах у сети с batch norm они могут прыгать. Почему, подсказывает предыдущий опыт с
# `running_mean`.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# The deep network has fewer parameters: its first fully connected layer receives 1024 numbers instead of 4096, and
# that layer was the expensive one. Depth need not cost parameters, but it does cost time.
#
# Batch norm usually speeds training up, counted in epochs, and allows larger learning rates. It also regularises a
# little: the statistics of a batch depend on random neighbours, and that is noise. Are the validation curves
# smoother? In the first epochs those of the network with batch norm may jump. The earlier experiment with
# `running_mean` suggests why.
#
# </details>

# %% [markdown] lang="ru"
# > **Прежде чем запускать.** Ускорит ли batch norm обучение и на фотографиях? А точность на валидации?

# %% [markdown] lang="en"
# > **Before you run it.** Will batch norm speed up training on photographs too? And the validation accuracy?

# %% tags=["otter_ignore"]
show_results("batch_norm")

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# И здесь оба набора согласны: с batch norm потери падают быстрее, а точность на валидации выше. Разрыв при этом не
# обязан сократиться: на рисунках он стал меньше, на фотографиях нет. Взгляните и на столбец мёртвых нейронов: без batch
# norm замолчала заметная часть, с ним почти никто.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# Both sets agree here too: with batch norm the loss falls faster and the validation accuracy is higher. The gap need
# not shrink for that: it did on drawings, and did not on photographs. Look at the column of dead units as well: without
# batch norm a good many fell silent, with it hardly any.
#
# </details>

# %% [markdown] lang="ru"
# ## 6. Spatial Dropout
#
# ### Чем обычный dropout плох для свёрток
#
# Соседние пиксели карты признаков похожи: они смотрят на почти одинаковые участки картинки. Если обнулить один
# пиксель, сеть восстановит его по соседям. Обычный dropout после свёртки добавляет шум, но информации почти не
# отнимает.
#
# [Spatial dropout](https://arxiv.org/abs/1411.4280) выключает **карты признаков целиком**: у каждой картинки
# случайные каналы становятся нулевыми во всех точках, и подсмотреть у соседей нечего.
#
# Проверим, правда ли соседи похожи. Посчитаем корреляцию между пикселем карты признаков и пикселем, который стоит на
# `shift` правее.
#
# > **Прежде чем запускать.** Какой будет корреляция при сдвиге на 1 пиксель? А на 8?

# %% [markdown] lang="en"
# ## 6. Spatial dropout
#
# ### Why ordinary dropout is weak after convolutions
#
# Neighbouring pixels of a feature map are alike, because they look at almost the same part of the image. Set one
# pixel to zero, and the network restores it from its neighbours. Ordinary dropout after a convolution adds noise but
# takes hardly any information away.
#
# [Spatial dropout](https://arxiv.org/abs/1411.4280) switches **whole feature maps** off: in each image random
# channels become zero at every point, and there is nothing left to copy from the neighbours.
#
# Are neighbours really alike? Let us compute the correlation between a pixel of a feature map and the pixel `shift`
# to the right of it.
#
# > **Before you run it.** What will the correlation be for a shift of 1 pixel? And of 8?

# %% tags=["otter_ignore"]
if written(ModelBaseline):
    with torch.no_grad():
        first = convolution(baseline, in_channels=3)
        # [100, 3, 32, 32] -> [100, 16, 32, 32]
        maps = first(normalize(validation.images[:100].to(first.weight.device)))
    # ru: вычитаем среднее каждого канала, чтобы не принять за сходство соседей различие самих каналов
    # en: without the mean of each channel, so that differences between channels do not pass for likeness of neighbours
    maps = maps - maps.mean(dim=(0, 2, 3), keepdim=True)
    for shift in (1, 2, 4, 8, 16):
        left, right = maps[..., :-shift].flatten(), maps[..., shift:].flatten()
        print(f"{shift=:2}", f"{torch.corrcoef(torch.stack([left, right]))[0, 1]:.2f}")

# %% [markdown] lang="ru"
# А так выглядят маски обычного dropout и spatial dropout: каждый квадрат показывает один канал одной картинки. В
# PyTorch spatial dropout называется `nn.Dropout2d`.
#
# > **Прежде чем запускать.** Обе маски обнуляют в среднем одну и ту же долю чисел. По какому признаку вы отличите
# > одну от другой? А если сдвинуть ползунок под рисунком на $p = 0{,}9$: как часто у картинки с восемью каналами не
# > останется ни одного? Что в это время покажет обычный dropout?

# %% [markdown] lang="en"
# And this is what the masks of ordinary and of spatial dropout look like: each square is one channel of one image.
# PyTorch calls spatial dropout `nn.Dropout2d`.
#
# > **Before you run it.** Both masks set the same share of numbers to zero on average. How will you tell one from the
# > other? And if you move the slider below the figure to $p = 0.9$: how often will an image with eight channels keep
# > none of them? What does ordinary dropout show meanwhile?

# %% tags=["otter_ignore"]
_ = explore_dropout({"nn.Dropout": nn.Dropout, "nn.Dropout2d": nn.Dropout2d}, p=0.3)

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Обычный dropout рассыпает нули по всем картам, spatial dropout гасит карты целиком. При $p = 0{,}9$ все восемь каналов
# пропадают с вероятностью $0{,}9^8 \approx 0{,}43$: почти на каждой второй картинке дальше не проходит ничего. Обычный
# dropout при том же $p$ оставляет примерно десятую часть каждой карты. Поэтому для spatial dropout берут меньшие $p$.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# Ordinary dropout scatters zeros over all maps, spatial dropout switches whole maps off. For $p = 0.9$ all eight
# channels are lost with probability $0.9^8 \approx 0.43$: on nearly every second image nothing gets through. For the
# same $p$ ordinary dropout keeps about a tenth of each map. That is why spatial dropout is used with smaller $p$.
#
# </details>

# %% [raw]
# # BEGIN QUESTION
# name: q3

# %% [markdown] lang="ru"
# ### Задание 3. `SpatialDropout`
#
# Напишите слой `SpatialDropout(p=0.2)`. Вход и выход: `[N, C, H, W]`, высота и ширина любые и не обязаны совпадать.
#
# В режиме обучения (`layer.train()`):
#
# - у **каждой картинки** батча случайно выбираются **свои** каналы;
# - выброшенный канал равен нулю во всех точках, оставшийся равен `x / (1 - p)`;
# - верны оба понимания «доли `p`»: каждый канал выбрасывается независимо с вероятностью `p`, **или** у каждой
#   картинки выбрасывается ровно `C * p` каналов (дробное число округляйте в любую сторону), и любой набор из стольких
#   каналов выпадает с одной и той же вероятностью;
# - при каждом вызове выбор делается заново.
#
# В режиме применения (`layer.eval()`), а также при `p = 0` слой возвращает вход без изменений: с теми же значениями,
# тем же `dtype` и теми же градиентами.
#
# И ещё:
#
# - входной тензор не меняется;
# - `dtype` и устройство выхода такие же, как у входа;
# - градиент проходит через оставшиеся каналы с тем же множителем `1 / (1 - p)`, через выброшенные не проходит.
#
# Что делать при `p = 1` или недопустимом `p`, решайте сами: это не оценивается. Взять готовый `nn.Dropout2d` можно,
# баллов это не отнимет. Но интереснее написать слой своими руками, а с готовым его сравнить.
#
# <details><summary>Подсказка 1</summary>
#
# Режим слоя хранится в `self.training`: его переключают `train()` и `eval()`, в том числе когда их вызывают у всей
# модели. Начните `forward` со случаев, когда делать ничего не надо.
#
# </details>
#
# <details><summary>Подсказка 2</summary>
#
# Маске хватит одного числа на канал. Если её форма `[N, C, 1, 1]`, то при умножении на `x` PyTorch сам растянет её по
# высоте и ширине (broadcasting). `torch.rand` даёт числа, равномерно распределённые от 0 до 1. С какой вероятностью
# такое число меньше `p`?
#
# </details>
#
# <details><summary>Подсказка 3</summary>
#
# План для `forward`: 1) если не обучение или `p` равно нулю, вернуть `x`; 2) `torch.rand(..., device=x.device)`
# нужной формы и сравнение с `self.p` дают булеву маску «канал остаётся»; 3) привести маску к `x.dtype`; 4) вернуть
# произведение `x` и маски, делённое на `1 - self.p`. Не пользуйтесь `x *= ...` и `x[...] = 0`: они меняют входной
# тензор.
#
# </details>

# %% [markdown] lang="en"
# ### Task 3. `SpatialDropout`
#
# Write a layer `SpatialDropout(p=0.2)`. Input and output: `[N, C, H, W]`, for any height and width, not necessarily
# equal.
#
# In training mode (`layer.train()`):
#
# - **each image** of the batch draws **its own** random channels;
# - a dropped channel is zero at every point, a kept one is `x / (1 - p)`;
# - both readings of "a share `p`" are right: each channel is dropped independently with probability `p`, **or**
#   exactly `C * p` channels of each image are dropped (round a fraction either way), every set of that many channels
#   being equally likely;
# - every call draws anew.
#
# In evaluation mode (`layer.eval()`), and for `p = 0`, the layer returns its input unchanged: the same values, the same
# `dtype` and the same gradients.
#
# Besides:
#
# - the input tensor is not modified;
# - the output has the `dtype` and the device of the input;
# - the gradient passes through kept channels with the same factor `1 / (1 - p)`, and not at all through dropped ones.
#
# What happens for `p = 1` or an invalid `p` is up to you and is not graded. You may use the ready-made `nn.Dropout2d`;
# it costs no points. But it is more fun to write the layer yourself, and to compare it with the ready-made one.
#
# <details><summary>Hint 1</summary>
#
# The mode of a layer is kept in `self.training`: `train()` and `eval()` switch it, also when they are called on the
# whole model. Start `forward` with the cases in which nothing has to be done.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The mask needs one number per channel only. If its shape is `[N, C, 1, 1]`, PyTorch stretches it over height and
# width when you multiply it by `x` (broadcasting). `torch.rand` gives numbers that are uniform between 0 and 1. With
# what probability is such a number less than `p`?
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# A plan for `forward`: 1) if not in training, or if `p` is zero, return `x`; 2) `torch.rand(..., device=x.device)` of
# the right shape, compared with `self.p`, gives a boolean mask "this channel stays"; 3) cast the mask to `x.dtype`;
# 4) return the product of `x` and the mask divided by `1 - self.p`. Avoid `x *= ...` and `x[...] = 0`: they modify
# the input.
#
# </details>

# %% [raw]
# # BEGIN SOLUTION


# %%
class SpatialDropout(nn.Module):
    """
    ru: Dropout, который выключает карты признаков целиком.
    en: Dropout that switches whole feature maps off.
    """

    def __init__(self, p=0.2):
        """
        ru: p: доля выбрасываемых каналов, 0 <= p < 1.
        en: p: the share of channels to drop, 0 <= p < 1.
        """
        super().__init__()
        # BEGIN SOLUTION
        self.p = p
        # END SOLUTION

    def forward(self, x):
        """
        ru: Вход и выход: [N, C, H, W]. Обучение: у каждой картинки свои нулевые каналы, остальные равны x / (1 - p).
        ru: Режим eval() или p = 0: выход равен входу.
        en: Input and output: [N, C, H, W]. Training: each image has its own zero channels, the rest are x / (1 - p).
        en: In eval() mode, or for p = 0: the output equals the input.
        """
        # BEGIN SOLUTION
        if not self.training or self.p == 0:
            return x
        samples, channels = x.shape[:2]
        kept = torch.rand(samples, channels, 1, 1, device=x.device) >= self.p
        return x * kept.to(x.dtype) / (1 - self.p)
        # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS


# %%
def test_q3_public(env):
    from seminar.checks import public_check

    public_check("q3", env)


# %%
def test_q3_drops(env):
    from autograder.hidden import hidden_check

    hidden_check("q3", "drops", env)


# %%
def test_q3_channels(env):
    from autograder.hidden import hidden_check

    hidden_check("q3", "channels", env)


# %%
def test_q3_rate(env):
    from autograder.hidden import hidden_check

    hidden_check("q3", "rate", env)


# %%
def test_q3_scale(env):
    from autograder.hidden import hidden_check

    hidden_check("q3", "scale", env)


# %%
def test_q3_identity(env):
    from autograder.hidden import hidden_check

    hidden_check("q3", "identity", env)


# %%
def test_q3_care(env):
    from autograder.hidden import hidden_check

    hidden_check("q3", "care", env)


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown] lang="ru"
# Сравните маску своего слоя с маской слоя из PyTorch. Каналы выпадут другие, но рисунок должен быть таким же, как у
# `nn.Dropout2d`.

# %% [markdown] lang="en"
# Compare the mask of your layer with PyTorch's. Other channels will be dropped, but the pattern should be that of
# `nn.Dropout2d`.

# %% tags=["otter_ignore"]
if written(SpatialDropout):
    explore_dropout({"nn.Dropout2d": nn.Dropout2d, "SpatialDropout": SpatialDropout}, p=0.3)

# %% [markdown] lang="ru"
# ### Сравнение: без dropout, обычный, spatial
#
# В глубокую сеть вставим dropout после каждого блока, с вероятностями 0,2, 0,3 и 0,4: чем глубже слой, тем больше в
# нём каналов и тем смелее можно их выбрасывать. А чтобы регуляризации было с чем бороться, оставим для обучения всего
# 600 картинок и поучим подольше.
#
# > **Прежде чем запускать.** Упорядочьте три варианта: по точности на обучающих картинках; по потерям на валидации.
# > Кто из них учится медленнее всех? Уверены ли вы, что spatial dropout победит?

# %% [markdown] lang="en"
# ### Comparison: no dropout, ordinary, spatial
#
# We put dropout after each block of the deep network, with probabilities 0.2, 0.3 and 0.4: the deeper the layer, the
# more channels it has and the more freely they can be dropped. And to give regularisation something to fight, we keep
# only 600 images for training and train longer.
#
# > **Before you run it.** Put the three variants in order: by accuracy on the training images; by loss on the
# > validation set. Which of them learns most slowly? Are you sure that spatial dropout will win?

# %% tags=["otter_ignore"]
if written(SpatialDropout):
    few = train.subset(600, seed=0)
    layers = {"DeepVGG": None, "DeepVGG + nn.Dropout": nn.Dropout, "DeepVGG + SpatialDropout": SpatialDropout}
    dropout_histories = []
    for label, layer in layers.items():
        torch.manual_seed(0)
        deep = DeepVGG(dropout=layer, rates=(0.2, 0.3, 0.4))
        history = fit(deep, few, validation, epochs=epochs(12), seed=0, label=label)
        dropout_histories.append(history)
        # ru: потери и точность на обучении и на валидации, dropout выключен
        # en: loss and accuracy on the training and the validation set, dropout switched off
        (loss, accuracy), (new_loss, new_accuracy) = evaluate(deep, few), evaluate(deep, validation)
        print(f"{label:25} train: {loss:.3f} {accuracy:.1%}   validation: {new_loss:.3f} {new_accuracy:.1%}")
    plot_curves(dropout_histories)

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Потери и точность на обучении `fit` считает с включённым dropout, поэтому у второй и третьей модели пунктирные
# кривые занижают их успехи. Честно сравнивать позволяют строки, напечатанные над графиком: там dropout выключен.
#
# Ждите, что с dropout сеть учится медленнее и хуже запоминает обучающие картинки. А вот кто победит на валидации,
# заранее неизвестно. Смотрите не только на точность, но и на потери: они велики у модели, которая **уверенно**
# ошибается, а это частый спутник переобучения.
#
# Не удивляйтесь, если spatial dropout здесь не выиграет: за 12 эпох он не успевает раскрыться. При долгом обучении
# (те же 600 картинок, 120 эпох, one-cycle до `3e-3`) он заметно сокращает разрыв между обучением и валидацией; числа,
# измеренные на пяти запусках, лежат в `data_small/DATASHEET.md`. Попробуйте сами, если есть несколько минут.
#
# Есть и другие причины. Наша сеть узкая: в первом блоке всего 16 каналов, и потеря целого канала для неё дорога. К
# тому же batch norm сам немного регуляризует. Попробуйте вероятности поменьше, например `rates=(0.05, 0.1, 0.2)`, сеть
# пошире (`widths=(32, 64, 128)`) или другое число эпох и посмотрите, что изменится.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# `fit` computes training loss and accuracy with dropout switched on, so the dashed curves of the second and third
# model look worse than these models are. The lines printed above the plot compare fairly: dropout is off there.
#
# Expect the network to learn more slowly with dropout and to memorise the training images less well. Which variant
# wins on the validation set is open. Look at the loss as well as at the accuracy: it is large for a model that errs
# **with confidence**, which often goes with overfitting.
#
# Do not be surprised if spatial dropout does not win here: 12 epochs are too few for it. Trained long (the same 600
# images, 120 epochs, one-cycle up to `3e-3`) it narrows the gap between training and validation clearly; the numbers,
# measured over five runs, are in `data_small/DATASHEET.md`. Try it if you have a few minutes.
#
# There are other reasons too. Our network is narrow: its first block has only 16 channels, and losing a whole one is
# expensive. Besides, batch norm itself regularises a little. Try smaller probabilities, such as
# `rates=(0.05, 0.1, 0.2)`, a wider network (`widths=(32, 64, 128)`) or another number of epochs, and see what changes.
#
# </details>

# %% [markdown] lang="ru"
# Здесь в обеих сетях с dropout стоит ещё и обычный `nn.Dropout(0.5)` перед последним слоем. Фотографий для обучения
# 5 000, рисунков 600.
#
# > **Прежде чем запускать.** Кто сократит разрыв сильнее: обычный dropout или spatial? Кто точнее на валидации?

# %% [markdown] lang="en"
# Here both networks with dropout also have an ordinary `nn.Dropout(0.5)` before the last layer. There are 5,000
# photographs to train on, and 600 drawings.
#
# > **Before you run it.** Which narrows the gap more, ordinary or spatial dropout? Which is more accurate on validation?

# %% tags=["otter_ignore"]
show_results("dropout")

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# «Spatial dropout уменьшает переобучение» — на фотографиях разрыв и правда самый маленький. Но и точность самая низкая:
# за десять эпох эта сеть не успела выучить то, что другие. Маленький разрыв ещё не успех, смотрите на него только
# вместе с точностью. На рисунках эпох вчетверо больше, и картина другая: сети с dropout догнали сеть без него, обычный
# dropout впереди, а про spatial dropout три запуска не пришли к согласию.
#
# Эта сеть узкая, а dropout в ней сильный: p до 0,4 после блоков и ещё 0,5 в голове. Польза видна при долгом обучении:
# измерение на 120 эпох описано в `data_small/DATASHEET.md`.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# "Spatial dropout reduces overfitting": on photographs its gap is indeed the smallest. But so is its accuracy: in ten
# epochs this network has not learned what the others have. A small gap is no success by itself; look at it together
# with the accuracy only. On drawings there are four times as many epochs, and the picture differs: the networks with
# dropout have caught up, ordinary dropout is ahead, and about spatial dropout the three runs disagree.
#
# The network is narrow, and its dropout strong: p up to 0.4 after the blocks, and 0.5 in the head besides. What it is
# good for shows when training is long: a measurement over 120 epochs is in `data_small/DATASHEET.md`.
#
# </details>

# %% [markdown] lang="ru"
# ## 7. Контрольное обучение

# %% [markdown] lang="en"
# ## 7. The training run

# %% [raw]
# # BEGIN QUESTION
# name: q4

# %% [markdown] lang="ru"
# ### Задание 4. Обучите свою модель
#
# Здесь ничего писать не нужно. При оценке ваша `ModelBaseline()` обучается с нуля на обучающей выборке `data_small`
# по короткому рецепту, а затем должна верно узнать не меньше **{{ threshold }} %** картинок, которых никто из студентов
# не видел. Правильная модель с обычной инициализацией PyTorch проходит этот порог с запасом. Если запуск закончился
# близко к порогу, обучение повторяется, и решает большинство из пяти запусков. И ещё: за время обучения должны
# измениться веса **каждого** слоя, поэтому с замороженным слоем задание не засчитывается. Рецепт записан в файле
# автогрейдера `grading.toml`:
#
# - Adam, размер батча {{ batch_size }}, число эпох {{ epochs }};
# - скорость обучения меняется по графику one-cycle: сначала растёт до `{{ rate }}`, затем плавно падает почти до нуля.
#
# Обучите модель по этому же рецепту сами.
#
# > **Прежде чем запускать.** В начале семинара та же модель училась с постоянной скоростью `1e-3`. Догонит ли её
# > такой короткий рецепт? Зачем к концу обучения уменьшать шаг?
#
# <details><summary>Подсказка 1</summary>
#
# Модель не учится или учится плохо? Сначала добейтесь, чтобы прошли проверки заданий 1 и 2: почти все причины видны
# уже там.
#
# </details>
#
# <details><summary>Подсказка 2</summary>
#
# Если потери застряли около 2,3, градиент не доходит до весов. Нет ли softmax на выходе, активации после последнего
# слоя, `detach()`, `.data` или `torch.no_grad()` в `forward`?
#
# </details>
#
# <details><summary>Подсказка 3</summary>
#
# Посмотрите на список `[name for name, _ in model.named_parameters()]`: в нём должно быть восемь имён: вес и смещение
# у каждой из двух свёрток и у каждого из двух полносвязных слоёв. Если имён меньше, какие-то слои лежат в обычном
# списке Python или создаются в `forward`, и оптимизатор о них не знает.
#
# </details>

# %% [markdown] lang="en"
# ### Task 4. Train your model
#
# There is nothing to write here. Grading trains your `ModelBaseline()` from scratch on the training part of
# `data_small` by a short recipe, and then it must recognise at least **{{ threshold }} %** of images that no student has
# seen. A correct model with PyTorch's usual initialisation clears this with room to spare. If a run ends close to the
# threshold, the training is repeated, and the majority of five runs decides. Besides, the training has to move the
# weights of **every** layer: a model with a frozen layer does not pass. The recipe stands in the autograder's file
# `grading.toml`:
#
# - Adam, batch size {{ batch_size }}, {{ epochs }} epochs;
# - a one-cycle learning rate: it first rises to `{{ rate }}` and then falls smoothly almost to zero.
#
# Train the model by the same recipe yourself.
#
# > **Before you run it.** At the start of the seminar the same model was trained at a constant rate of `1e-3`. Will
# > the recipe catch up in so few epochs? What is the point of making the steps smaller towards the end?
#
# <details><summary>Hint 1</summary>
#
# The model learns badly or not at all? First make the checks of tasks 1 and 2 pass: they find almost every cause.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# If the loss is stuck near 2.3, no gradient reaches the weights. Is there a softmax at the output, an activation
# after the last layer, or `detach()`, `.data` or `torch.no_grad()` in `forward`?
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# Look at the list `[name for name, _ in model.named_parameters()]`: it should have eight names, a weight and a bias
# for each of two convolutions and two fully connected layers. If there are fewer, some layers are kept in an ordinary
# Python list or made in `forward`, and the optimiser does not know of them.
#
# </details>

# %% tags=["otter_ignore"]
if written(ModelBaseline):
    torch.manual_seed(0)
    model = ModelBaseline()
    small_train, small_validation = load_small()
    history = fit(
        model,
        small_train,
        small_validation,
        epochs=epochs({{ epochs }}),
        batch_size={{ batch_size }},
        lr={{ rate }},
        one_cycle=True,
        seed=0,
        label="one-cycle",
    )
    plot_curves([history])
    display(compare_table([history]))

# %% [raw]
# # BEGIN TESTS


# %%
def test_q4_public(env):
    from seminar.checks import public_check

    public_check("q4", env)


# %%
def test_q4_accuracy(env):
    from autograder.hidden import hidden_check

    hidden_check("q4", "accuracy", env)


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown] lang="ru"
# ## Что вы теперь умеете
#
# - Собирать свёрточную сеть и следить за формой тензоров от входа до логитов.
# - Читать кривые обучения и отличать переобучение от недообучения.
# - Менять функцию активации и находить мёртвые нейроны.
# - Применять аугментации там, где нужно, и только там.
# - Объяснять, чем `train()` отличается от `eval()` у dropout и batch norm и где стоит множитель `1 / (1 - p)`.
# - Писать собственный слой с правильным поведением в обоих режимах.
#
# ## Как сдать работу
#
# 1. Сохраните ноутбук: в архив последней ячейки попадает то, что сохранено.
# 2. Выполните «Kernel → Restart and Run All» и убедитесь, что во всех ячейках `grader.check` тесты пройдены.
# 3. Сдайте сам файл `.ipynb` или архив, который создаст последняя ячейка (`grader.export`). В Colab и Kaggle скачайте
#    ноутбук через меню File → Download и сдайте его. Можно сдать и файл `.py`: заготовка для него лежит в `stubs.py`,
#    открытые проверки запускает `python -m seminar check stubs.py`. В `.py` достаточно двух классов: `ModelBaseline`
#    (вариант с параметром `activation` засчитывается и за задание 1) и `SpatialDropout`.
#
# ## Как выполняется ваш файл при оценке
#
# - Код выполняется заново, без интернета, без GPU и без файлов, которых нет в сданном архиве. Сохранённые в ноутбуке
#   результаты не учитываются. Модуль рядом с ноутбуком (`my_layers.py`) сдавайте вместе с ним, в одном zip.
# - Сначала выполняется только то, что нужно вашим классам: импорты, функции, константы. Ваши опыты ничего не стоят.
#   Команда, которая падает, пропускается, а следующая выполняется; в отзыве это сказано одной строкой.
# - Пределы: {{ cell_seconds }} с вычислений на каждую команду, которая нужна классам, {{ probe_seconds }} с на каждый вопрос
#   проверки, {{ training_seconds }} с на обучение, {{ memory_mib }} МБ памяти, {{ scratch_mib }} МБ файлов.
# - Установлены {{ packages }} и стандартная библиотека Python. Если класс считает с помощью другого пакета, его не
#   удастся оценить; импорт для графиков ничему не мешает.
# - Что из файла будет прочитано и что пропущено, можно узнать заранее: `python -m seminar check` и имя вашего
#   `.ipynb`, `.py` или `.zip`.

# %% [markdown] lang="en"
# ## What you can do now
#
# - Build a convolutional network and follow the shapes of its tensors from input to logits.
# - Read training curves and tell overfitting from underfitting.
# - Exchange the activation and find dead neurons.
# - Apply augmentation where it belongs, and only there.
# - Explain how `train()` and `eval()` differ for dropout and batch norm, and where the factor `1 / (1 - p)` goes.
# - Write a layer of your own that behaves properly in both modes.
#
# ## How to submit
#
# 1. Save the notebook: the archive of the last cell holds what has been saved.
# 2. Choose "Kernel → Restart and Run All" and make sure that the tests pass in every `grader.check` cell.
# 3. Submit the `.ipynb` itself or the archive that the last cell makes (`grader.export`). In Colab and Kaggle download
#    the notebook by the menu File → Download and submit it. A `.py` file is fine too: `stubs.py` is a template for one,
#    and `python -m seminar check stubs.py` runs the public checks on it. A `.py` needs two classes only:
#    `ModelBaseline` (the one with the `activation` parameter counts for task 1 as well) and `SpatialDropout`.
#
# ## How grading runs your file
#
# - The code is run afresh, without internet, without a GPU, and without files that are not in what you submit. Outputs
#   saved in the notebook are ignored. A module beside the notebook (`my_layers.py`) is submitted with it, in one zip.
# - First only what your classes need is run: imports, functions, constants. Your experiments cost nothing. A statement
#   that fails is skipped and the next one is run; the feedback says so in one line.
# - The limits: {{ cell_seconds }} s of computing for each statement that the classes need, {{ probe_seconds }} s for each
#   question of a check, {{ training_seconds }} s for the training, {{ memory_mib }} MB of memory, {{ scratch_mib }} MB of files.
# - Installed are {{ packages }} and Python's standard library. A class that computes with another package cannot be
#   graded; an import for plots is in nobody's way.
# - What of your file will be read, and what skipped, you can see beforehand: `python -m seminar check` and the name of
#   your `.ipynb`, `.py` or `.zip`.

# %% tags=["otter_ignore"]
# ru: Сохраните ноутбук и выполните эту ячейку: она создаст архив, который можно сдать.
# en: Save the notebook and run this cell: it makes an archive that you can submit.
if HOSTED:
    # ru: в Colab и Kaggle рядом лежит только незаполненный ноутбук: сдавать такой архив нельзя
    # en: in Colab and Kaggle only the unfilled notebook lies in the folder: an archive of that must not be submitted
    print("File → Download → .ipynb")
else:
    grader.export(pdf=False, ignore_log=True)
