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
