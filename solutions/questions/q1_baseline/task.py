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
# - Соберите её из слоёв `torch.nn`: сеть из библиотеки `seminar`, например `DeepVGG`, ответом не считается.
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
# - Write it from layers of `torch.nn`: a network of the library `seminar`, such as `DeepVGG`, is no answer.
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
