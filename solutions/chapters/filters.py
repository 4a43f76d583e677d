# %% [markdown] lang="ru"
# ### Визуализация фильтров
#
# Фильтр первого слоя имеет форму `[3, 3, 3]`: три цветовых канала и окно 3 × 3. Его можно показать тремя способами.
#
# 1. **Как крошечную цветную картинку**: она похожа на фрагмент, на который фильтр откликается сильнее всего.
# 2. **По каналам R, G и B**, в оттенках серого: видно знак каждого веса.
# 3. У фильтра второго слоя 16 входных каналов, и остаётся только второй способ: столбец — фильтр, строка — канал.
#
# Рисунки «до» и «после» — в одном масштабе. Переключатель под ними показывает на одном и том же месте веса до обучения,
# после него или разность.
#
# > **Прежде чем запускать.** Насколько фильтры обученной сети будут отличаться от случайных?
#
# <details><summary>а) станут аккуратными полосками и пятнами</summary>
#
# Такими их рисуют в учебниках: там окна 11 × 11 (AlexNet) и миллион фотографий. На окнах 3 × 3 места для этого мало.
#
# </details>
# <details><summary>б) изменятся не все и не одинаково</summary>
#
# Верно. Обучение уменьшает потери, а красота фильтров его не интересует.
#
# </details>

# %% [markdown] lang="en"
# ### Visualising filters
#
# A filter of the first layer has shape `[3, 3, 3]`: three colour channels and a 3 × 3 window. It can be shown in three
# ways.
#
# 1. **As a tiny colour image**, which resembles the patch that the filter responds to most.
# 2. **Channel by channel, R, G and B**, in shades of grey: the sign of each weight can be seen.
# 3. A filter of the second layer has 16 input channels, which leaves the second way: a column is a filter, a row a
#    channel.
#
# The figures "before" and "after" are on one scale. The buttons below them show, in one and the same place, the weights
# before training, those after it, or the difference.
#
# > **Before you run it.** How far will the filters of the trained network differ from random ones?
#
# <details><summary>a) they will become neat stripes and blobs</summary>
#
# That is how textbooks draw them: from windows of 11 × 11 (AlexNet) and a million photographs. A window of 3 × 3 has
# little room for it.
#
# </details>
# <details><summary>b) not all will change, and not by the same amount</summary>
#
# Right. Training lowers the loss and does not care whether filters are pretty.
#
# </details>


# %% tags=["otter_ignore"]
def convolution(model, in_channels):
    """
    ru: Первая свёртка модели с таким числом входных каналов: имена атрибутов у всех разные.
    en: The model's first convolution with that many input channels, whatever its attribute is called.
    """
    layers = [layer for layer in model.modules() if isinstance(layer, nn.Conv2d)]
    return next(layer for layer in layers if layer.in_channels == in_channels)


if written(ModelBaseline):
    explore_filters(convolution(untrained, in_channels=3), convolution(baseline, in_channels=3))

# %% tags=["otter_ignore"]
if written(ModelBaseline):
    # ru: первый слой по каналам R, G, B, а под ним второй: 16 фильтров по 16 каналов
    # en: the first layer as R, G, B, and below it the second: 16 filters of 16 channels
    plot_filters(convolution(baseline, in_channels=3), single_channel=True, trained=True)
    plot_filters(convolution(baseline, in_channels=16), single_channel=True, trained=True)

# %% [markdown] lang="ru"
# А так выглядит первый слой той же сети, обученной на фотографиях CIFAR-10.

# %% [markdown] lang="en"
# And this is the first layer of the same network trained on photographs of CIFAR-10.

# %% tags=["otter_ignore"]
_ = plot_filters(measured_filters(read_results("cifar10"))[1], trained=True)

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Найдите фильтры, которые изменились сильнее других. У каких одна сторона светлее другой (детектор границы)? У каких
# центр отличается от краёв? Какие различают цвета (красный против синего)? Остальные могут почти не отличаться от
# случайных, и это нормально. Фильтры второго слоя смотрят не на пиксели, а на карты признаков, поэтому понять
# что-нибудь по их весам трудно. Полезнее смотреть на сами карты.
#
# </details>
#
# ### Что видит сеть
#
# Вот что выходит из каждого слоя, если дать сети одну картинку. Каждый квадрат — одна карта признаков, светлое —
# большие числа.
#
# > **Прежде чем запускать.** Что останется от карты после ReLU?
#
# <details><summary>а) то же, только светлее</summary>
#
# Не совсем: положительные числа не изменились, а вот отрицательные пропали.
#
# </details>
# <details><summary>б) только те места, где фильтр откликнулся</summary>
#
# Верно: всё отрицательное стало нулём. Поищите карты, которые пусты на этой картинке целиком.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# Find the filters that changed most. Which have one side lighter than the other (an edge detector)? Which differ in the
# centre? Which tell colours apart (red against blue)? Others may look almost random still, and that is fine. Filters of
# the second layer look at feature maps, not at pixels, so their weights tell us little. It is better to look at the
# maps themselves.
#
# </details>
#
# ### What the network sees
#
# This is what comes out of each layer when the network is given one image. Each square is one feature map, light means
# large numbers.
#
# > **Before you run it.** What will ReLU leave of a map?
#
# <details><summary>a) the same, only lighter</summary>
#
# Not quite: positive numbers stay as they were, but the negative ones are gone.
#
# </details>
# <details><summary>b) only the places where the filter responded</summary>
#
# Right: all that is negative has become zero. Look for maps that are empty on this image altogether.
#
# </details>

# %% tags=["otter_ignore"]
if written(ModelBaseline):
    plot_feature_maps(baseline, validation.images[0])

# %% [markdown] lang="ru"
# > **Прежде чем запускать.** Какие классы сеть будет путать чаще всего?
#
# <details><summary>а) все со всеми поровну</summary>
#
# Тогда вне диагонали матрица была бы ровной. Ошибки почти никогда так не распределены.
#
# </details>
# <details><summary>б) похожие по форме: животных между собой, транспорт между собой</summary>
#
# Чаще всего так и выходит. Проверьте по матрице, а потом посмотрите, легко ли перепутать сами картинки.
#
# </details>

# %% [markdown] lang="en"
# > **Before you run it.** Which classes will the network mix up most often?
#
# <details><summary>a) all with all, equally often</summary>
#
# Then the matrix would be even away from its diagonal. Mistakes hardly ever are.
#
# </details>
# <details><summary>b) those of like shape: animals with animals, vehicles with vehicles</summary>
#
# Most often it is so. See the matrix, and then look whether the images themselves are easy to mistake.
#
# </details>

# %% tags=["otter_ignore"]
if written(ModelBaseline):
    plot_confusion(baseline, validation)
