# %% [markdown] lang="ru"
# ## 6. Spatial Dropout
#
# ### Почему обычный dropout после свёрток считают слабым
#
# Авторы [spatial dropout](https://arxiv.org/abs/1411.4280) рассуждали так. Соседние пиксели карты признаков похожи: они
# смотрят на почти одинаковые участки картинки. Если обнулить один пиксель, сеть восстановит его по соседям, и обычный
# dropout после свёртки лишь добавит шума. Поэтому spatial dropout выключает **карты признаков целиком**: у каждой картинки
# случайные каналы становятся нулевыми во всех точках, и подсмотреть у соседей нечего.
#
# Довод проверим дважды: соседей — сейчас, а пользу — в конце этой части. Правда ли соседи похожи? Посчитаем корреляцию между
# пикселем карты признаков и пикселем, который стоит на `shift` правее.
#
# > **Прежде чем запускать.** Какой будет корреляция при сдвиге на 1 пиксель?
#
# <details><summary>а) около 0: сеть учится различать</summary>
#
# Окна 3 × 3 двух соседних точек перекрываются на две трети: их отклики не могут быть независимы.
#
# </details>
# <details><summary>б) больше 0,5, а с расстоянием падает</summary>
#
# Верно: чем дальше точки, тем меньше общего на картинке.
#
# </details>
# <details><summary>в) ровно 1</summary>
#
# Тогда карта была бы одного цвета, и свёртка ничего бы не сообщала.
#
# </details>

# %% [markdown] lang="en"
# ## 6. Spatial dropout
#
# ### Why ordinary dropout is thought weak after convolutions
#
# The authors of [spatial dropout](https://arxiv.org/abs/1411.4280) argued like this. Neighbouring pixels of a feature map are
# alike, because they look at almost the same part of the image. Set one pixel to zero, and the network restores it from its
# neighbours: ordinary dropout after a convolution only adds noise. So spatial dropout switches **whole feature maps** off: in
# each image random channels become zero at every point, and there is nothing left to copy from the neighbours.
#
# We put the argument to the test twice: the neighbours now, the use at the end of this part. Are neighbours really alike? Let
# us compute the correlation between a pixel of a feature map and the pixel `shift`
# to the right of it.
#
# > **Before you run it.** What will the correlation be for a shift of 1 pixel?
#
# <details><summary>a) about 0: the network learns to tell things apart</summary>
#
# The 3 × 3 windows of two neighbouring points share two thirds: their responses cannot be independent.
#
# </details>
# <details><summary>b) above 0.5, and falling with the distance</summary>
#
# Right: the farther apart two points are, the less they have in common in the image.
#
# </details>
# <details><summary>c) exactly 1</summary>
#
# Then a map would have one colour, and the convolution would tell nothing.
#
# </details>

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
# > **Прежде чем запускать.** Обе маски обнуляют в среднем одну и ту же долю чисел. Если сдвинуть ползунок на
# > $p = 0{,}9$, как часто у картинки с восемью каналами не останется ни одного?
#
# <details><summary>а) почти никогда</summary>
#
# Посчитайте: каждый из восьми каналов пропадает с вероятностью 0,9, и независимо от других.
#
# </details>
# <details><summary>б) почти на каждой второй картинке</summary>
#
# Верно: $0{,}9^8 \approx 0{,}43$. А обычный dropout при том же $p$ оставит десятую часть каждой карты. Можно
# было бы ждать, что spatial dropout нужны меньшие $p$; мы берём для обоих одинаковые.
#
# </details>

# %% [markdown] lang="en"
# And this is what the masks of ordinary and of spatial dropout look like: each square is one channel of one image.
# PyTorch calls spatial dropout `nn.Dropout2d`.
#
# > **Before you run it.** Both masks set the same share of numbers to zero on average. If you move the slider to
# > $p = 0.9$, how often will an image with eight channels keep none of them?
#
# <details><summary>a) hardly ever</summary>
#
# Work it out: each of the eight channels is lost with probability 0.9, independently of the others.
#
# </details>
# <details><summary>b) on nearly every second image</summary>
#
# Right: $0.9^8 \approx 0.43$. Ordinary dropout with the same $p$ keeps a tenth of each map. One might
# expect spatial dropout to need a smaller $p$; we use the same for both.
#
# </details>

# %% tags=["otter_ignore"]
_ = explore_dropout({"nn.Dropout": nn.Dropout, "nn.Dropout2d": nn.Dropout2d}, p=0.3)
