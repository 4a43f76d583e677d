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
