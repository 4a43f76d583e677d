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
