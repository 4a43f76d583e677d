# %% [markdown] lang="ru"
# ## 2. Базовая модель
#
# ### Что делает свёртка
#
# Свёртка двигает по картинке окно с весами и в каждом месте складывает произведения весов и пикселей. Вот четыре окна 3 × 3, веса
# которых придуманы руками, и что они дают на одной картинке. Сеть находит такие веса сама.
#
# > **Прежде чем запускать.** Сумма весов у первых трёх окон равна нулю. Что они дадут там, где картинка одного цвета?
#
# <details><summary>а) яркий отклик</summary>
#
# Нет: сложите девять одинаковых чисел с весами, сумма которых равна нулю.
#
# </details>
# <details><summary>б) ноль</summary>
#
# Верно. Отвечают только места, где яркость меняется: границы.
#
# </details>

# %% [markdown] lang="en"
# ## 2. The baseline
#
# ### What a convolution does
#
# A convolution slides a window of weights over the image and, at each place, adds up the products of weights and pixels. Here are four windows of
# 3 × 3 with weights made up by hand, and what they give on one image. A network finds such weights by itself.
#
# > **Before you run it.** The weights of the first three windows sum to zero. What will these give where the image has
# > one colour?
#
# <details><summary>a) a bright response</summary>
#
# No: add up nine equal numbers with weights whose sum is zero.
#
# </details>
# <details><summary>b) zero</summary>
#
# Right. Only places where the brightness changes respond: edges.
#
# </details>

# %% tags=["otter_ignore"]
_ = plot_edges(train.images[0])

# %% [markdown] lang="ru"
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
# > **Прежде чем запускать.** Участок картинки, от которого зависит одно число на выходе слоя, называют **рецептивным
# > полем**. После двух свёрток 3 × 3 это 5 × 5. А после пулинга 2 × 2, который стоит за ними?
#
# <details><summary>а) 5 × 5: пулинг ничего не складывает</summary>
#
# Не складывает, но смотрит на четыре соседних числа, а их поля сдвинуты на один пиксель.
#
# </details>
# <details><summary>б) 6 × 6</summary>
#
# Верно: четыре поля 5 × 5, сдвинутые на один пиксель, вместе занимают 6 × 6.
#
# </details>
# <details><summary>в) 10 × 10</summary>
#
# Вдвое растёт не поле, а шаг: следующая свёртка 3 × 3 прибавит к полю уже не 2 пикселя, а 4.
#
# </details>

# %% [markdown] lang="en"
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
# > **Before you run it.** The part of the image on which one number in the output of a layer depends is called its
# > **receptive field**. After two 3 × 3 convolutions it is 5 × 5. And after the 2 × 2 pooling that follows them?
#
# <details><summary>a) 5 × 5: pooling adds nothing up</summary>
#
# It does not, but it looks at four neighbouring numbers, and their fields are shifted by one pixel.
#
# </details>
# <details><summary>b) 6 × 6</summary>
#
# Right: four fields of 5 × 5 that are shifted by one pixel cover 6 × 6.
#
# </details>
# <details><summary>c) 10 × 10</summary>
#
# What doubles is not the field but the step: the next 3 × 3 convolution will add 4 pixels to the field, not 2.
#
# </details>

# %% tags=["otter_ignore"]
_ = plot_receptive_field(train.images[0])

# %% [markdown] lang="ru"
# Наша базовая модель состоит из одного блока VGG и двух полносвязных слоёв. Она выдаёт **логиты** — десять чисел без
# ограничений, по одному на класс; softmax превратил бы их в вероятности.
#
# > **Прежде чем читать дальше.** В каком слое таблицы из задания 1 больше всего параметров? Всего их 528 474.
#
# <details><summary>а) во второй свёртке</summary>
#
# В ней 16 · 16 · 9 весов и 16 смещений, всего 2 320. Одни и те же веса работают во всех точках картинки.
#
# </details>
# <details><summary>б) в полносвязном слое 4096 → 128</summary>
#
# Верно: 4096 · 128 + 128 = 524 416, это больше 99 % всех параметров.
#
# </details>
# <details><summary>в) в полносвязном слое 128 → 10</summary>
#
# В нём всего 128 · 10 + 10 = 1 290.
#
# </details>

# %% [markdown] lang="en"
# Our baseline is one VGG block followed by two fully connected layers. It returns **logits**: ten unbounded numbers, one for
# each class; softmax would turn them into probabilities.
#
# > **Before you read on.** Which layer in the table of task 1 has most parameters? There are 528,474 altogether.
#
# <details><summary>a) the second convolution</summary>
#
# It has 16 · 16 · 9 weights and 16 biases, 2,320 in all. The same weights work at all points of the image.
#
# </details>
# <details><summary>b) the fully connected layer 4096 → 128</summary>
#
# Right: 4096 · 128 + 128 = 524,416, more than 99 % of all parameters.
#
# </details>
# <details><summary>c) the fully connected layer 128 → 10</summary>
#
# It has 128 · 10 + 10 = 1,290 only.
#
# </details>
