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
