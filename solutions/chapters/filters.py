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
