# %% [markdown] lang="ru"
# ### Мёртвые нейроны
#
# Теперь активацию можно менять. Начнём с «умирающих» ReLU. `dead_units` проходит по всей обучающей выборке и считает в
# каждом слое, сколько его каналов (или нейронов полносвязного слоя) равны нулю **на каждой** картинке **в каждой**
# точке. Считать нужно по слоям: в доле от всех чисел (их 32 896 на картинку) 128 нейронов скрытого слоя не видно.
#
# > **Прежде чем запускать.** Обучим модель со скоростью обучения `1e-3` и с вдесятеро большей. Где будет больше всего
# > мёртвых нейронов?
#
# <details><summary>а) с ReLU при `1e-2`, в полносвязном слое</summary>
#
# Верно. Большой шаг может разом сдвинуть веса и смещение так, что вход нейрона станет отрицательным на всех картинках.
#
# </details>
# <details><summary>б) с ReLU при `1e-3`: училась бы дольше, ожила бы</summary>
#
# Через сам мёртвый нейрон градиент не идёт. Ожить он может, только если изменятся слои до него; чем больше шаг, тем
# чаще нейроны умирают.
#
# </details>
# <details><summary>в) с LeakyReLU при `1e-2`</summary>
#
# Её выход почти никогда не равен нулю в точности, и градиент проходит всегда. Но вред от большого шага этим не
# исчерпывается: смотрите на точность.
#
# </details>

# %% [markdown] lang="en"
# ### Dead neurons
#
# Now the activation can be exchanged. Let us start with the dying ReLU. `dead_units` goes through the whole training set
# and counts, in each layer, how many of its channels (or neurons of the fully connected layer) are zero on **every**
# image at **every** point. It has to be done layer by layer: in a share of all numbers (32,896 for each image) the
# 128 neurons of the hidden layer would not show.
#
# > **Before you run it.** We train the model at a learning rate of `1e-3` and at one ten times larger. Where will there
# > be most dead neurons?
#
# <details><summary>a) with ReLU at `1e-2`, in the fully connected layer</summary>
#
# Right. One large step can shift weights and bias so far that the input of a neuron is negative on all images.
#
# </details>
# <details><summary>b) with ReLU at `1e-3`: trained longer, it would revive</summary>
#
# No gradient passes through a dead neuron itself. It can revive only when the layers before it change; the larger the
# step, the more often neurons die.
#
# </details>
# <details><summary>c) with LeakyReLU at `1e-2`</summary>
#
# Its output is hardly ever exactly zero, and the gradient always passes. But that is not all the harm that a large step
# does: look at the accuracy.
#
# </details>

# %% tags=["otter_ignore"]
if written(ModelBaseline, nn.ELU):
    for activation in (nn.ReLU, nn.LeakyReLU):
        for lr in (1e-3, 1e-2):
            torch.manual_seed(0)
            model = ModelBaseline(activation=activation)
            history = fit(model, train, validation, epochs=epochs(3), lr=lr, seed=0)
            dead = "   ".join(f"{layer.layer}: {layer.dead}/{layer.units}" for layer in dead_units(model, train))
            print(f"{activation.__name__:10} {lr=:<6} {history.validation_accuracy[-1]:6.1%}   {dead}")

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# В строке — точность на валидации и число мёртвых в каждом слое: две свёртки, затем полносвязный. Если в каком-нибудь
# слое мёртвы все, дальше не проходит ничего: сеть отвечает одно и то же на любую картинку, и точность падает до 10 %.
#
# Мёртвый нейрон не оживёт, пока не изменятся слои **до** него: через него самого градиент не идёт. Поэтому число
# мёртвых по слоям помогает распознать слишком большую скорость обучения. Часть мёртвых нейронов — ещё не беда: сеть
# работает остальными.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# Each line has the validation accuracy and the number of dead units in each layer: two convolutions, then the fully
# connected one. Where all units of a layer are dead, nothing gets through: the network gives the same answer for any
# image, and the accuracy falls to 10 %.
#
# A dead neuron does not revive until the layers **before** it change: no gradient passes through itself. That makes the
# number of dead units by layer a useful symptom of a learning rate that is too large. Some dead neurons are no
# disaster: the network works with the others.
#
# </details>

# %% [markdown] lang="ru"
# ### Сравнение активаций
#
# Четыре модели с одинаковыми начальными весами и одинаковым порядком картинок; отличается только активация.
#
# > **Прежде чем запускать.** Будет ли активация, которая быстрее всех снизит потери **на обучении**, лучшей и **на
# > валидации**?
#
# <details><summary>а) да: кто быстрее учится, тот и лучше</summary>
#
# Не обязательно: можно быстрее запоминать. Сравните порядок пунктирных линий с порядком сплошных.
#
# </details>
# <details><summary>б) не обязательно</summary>
#
# Верно: потери на обучении говорят и о том, как быстро сеть запоминает. О новых картинках говорит только валидация.
#
# </details>

# %% [markdown] lang="en"
# ### Comparing activations
#
# Four models with the same initial weights and the same order of images; only the activation differs.
#
# > **Before you run it.** Will the activation that brings the **training** loss down fastest be best on the
# > **validation** set as well?
#
# <details><summary>a) yes: what learns faster is better</summary>
#
# Not necessarily: one can memorise faster. Compare the order of the dashed lines with that of the solid ones.
#
# </details>
# <details><summary>b) not necessarily</summary>
#
# Right: the training loss also tells how fast the network memorises. Only validation tells about new images.
#
# </details>

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
# и валидационная выборка побольше. Насколько дольше эпоха с ELU и SELU (в них экспонента), зависит от процессора и от того, чем он ещё
# занят: время одного запуска ни о чём не говорит.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# Before you declare a winner, change both `0`s (in `manual_seed` and `seed`) to `1` and run it again. If the order of
# the models has changed, you were comparing chance, not activations. A sound conclusion takes several runs and a
# larger validation set. How much longer an epoch takes with ELU and SELU, which compute an exponential, depends on the processor and on what else it
# has to do: the time of a single run means nothing.
#
# </details>

# %% [markdown] lang="ru"
# ### Тот же эксперимент на фотографиях
#
# Этот эксперимент и другие мы провели заранее: слева все 50 000 обучающих фотографий CIFAR-10 (копия, сжатая в JPEG),
# справа `data_small`; каждый вариант обучен трижды с разными начальными весами. Полоса вокруг кривой показывает разброс между
# запусками. Под графиком — средние и стандартные отклонения, а ниже — утверждения, которые часто можно услышать.
# «Верно» значит, что так вышло во всех парах запусков, «неверно» — что во всех вышло наоборот, «не решено» — что
# запуски разошлись. Рядом стоят средние. Точность — в лучшую эпоху, разрыв — после последней; валидацией служит тестовая часть
# CIFAR-10, поэтому лучшая эпоха немного завышена.
#
# > **Прежде чем запускать.** Насколько лучшая активация обойдёт худшую на фотографиях?
#
# <details><summary>а) на 10 пунктов и больше</summary>
#
# Так много выбор активации в этой сети не решает. Сравните с тем, что дадут аугментации и batch norm в частях 4 и 5.
#
# </details>
# <details><summary>б) на несколько пунктов</summary>
#
# Верно: 63,8 против 66,3 %. Сравните это с разбросом: он стоит в таблице после знака ±.
#
# </details>

# %% [markdown] lang="en"
# ### The same experiment on photographs
#
# We ran this experiment and others beforehand: on the left all 50,000 training photographs of CIFAR-10 (a copy in JPEG),
# on the right `data_small`; each variant was trained three times from different initial weights. The band around a curve is the
# range of the runs. Below the figure are means and standard deviations, and below these, claims that one
# often hears. "Holds" means that it came out so in all pairs of runs, "does not hold" that the opposite did in all of
# them, "undecided" that the runs disagree. Next to the words are the means. The accuracy is that of the best epoch, the gap that
# after the last; CIFAR-10's test part serves as validation, so the best epoch flatters a little.
#
# > **Before you run it.** By how much will the best activation beat the worst on photographs?
#
# <details><summary>a) by 10 points or more</summary>
#
# The choice of the activation does not decide that much in this network. Compare with what augmentation and batch norm
# will give in parts 4 and 5.
#
# </details>
# <details><summary>b) by a few points</summary>
#
# Right: 63.8 against 66.3 %. Compare that with the spread, which stands after the sign ± in the table.
#
# </details>

# %% tags=["otter_ignore"]
show_results("activations")

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Семинар, из которого вырос этот, сообщал, что точнее всех ELU и SELU, а эпохи с SELU намного длиннее. У нас этого не
# вышло: на фотографиях ELU и ReLU равны (65,8 ± 0,7 и 65,8 ± 0,6 %), а SELU ниже ReLU во всех запусках (63,8 ± 0,6 %).
# Эпоха длиннее и с ELU, и с SELU примерно одинаково: на фотографиях в 1,15 ± 0,03 и 1,16 ± 0,02 раза (одно ядро процессора,
# пять замеров). Верьте только строкам последней таблицы, где запуски согласны. Заметьте, что потери на обучении и точность
# на валидации — разные вещи: сеть, которая быстрее запоминает, не обязана лучше работать на новых картинках.
#
# Если разница между двумя активациями примерно такая же, как разброс между запусками, выбирать между ними по этой
# таблице рано.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# The seminar that this one grew out of reported that ELU and SELU were most accurate, and that SELU made epochs much
# longer. Our runs do not repeat it: on photographs ELU and ReLU are level (65.8 ± 0.7 and 65.8 ± 0.6 %), SELU is below ReLU
# in all runs (63.8 ± 0.6 %). An epoch is longer with ELU and with SELU, by about the same: 1.15 ± 0.03 and 1.16 ± 0.02 times
# on photographs (one core, timed five times). Believe only the lines of the last table on which the runs agree. Note that
# training loss and validation accuracy are different things: a network that memorises sooner need not do better on new
# images.
#
# Where two activations differ by about as much as runs do among themselves, this table is too small to choose between
# them.
#
# </details>

# %% [markdown] lang="ru"
# > **Прежде чем запускать.** А сколько мёртвых нейронов на фотографиях, и чего они стоят?
#
# <details><summary>а) при `1e-3` их с ReLU почти нет</summary>
#
# Посмотрите на последний слой в столбце мёртвых нейронов.
#
# </details>
# <details><summary>б) в скрытом слое много, а точность почти та же, что с LeakyReLU</summary>
#
# Верно: мёртвых 58 ± 9 из 128, а точность 66,0 против 66,6 %. Сравните ещё строки при `1e-2`: там дело хуже.
#
# </details>

# %% [markdown] lang="en"
# > **Before you run it.** And how many neurons are dead on photographs, and what do they cost?
#
# <details><summary>a) with ReLU at `1e-3`, hardly any</summary>
#
# See the last layer in the column of dead units.
#
# </details>
# <details><summary>b) many in the hidden layer, and the accuracy is nearly that of LeakyReLU</summary>
#
# Right: 58 ± 9 of 128 are dead, and the accuracies are 66.0 and 66.6 %. Compare the lines at `1e-2` too, where things are worse.
#
# </details>

# %% tags=["otter_ignore"]
show_results("dead_units")

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# При `1e-3` с ReLU молчит около половины скрытого слоя, с LeakyReLU — никто, а точность различается не больше, чем запуски
# между собой. При `1e-2` у ReLU мёртв весь скрытый слой, и сеть отвечает наугад. LeakyReLU при `1e-2` жива, но и она
# теряет много: мёртвые нейроны — не единственный вред от большого шага.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# At `1e-3` about half of the hidden layer is silent with ReLU and none of it with LeakyReLU, and the accuracies differ by no
# more than runs do among themselves. At `1e-2` the whole hidden layer of ReLU is dead, and the network guesses. LeakyReLU is
# alive at `1e-2` and loses much all the same: dead neurons are not the only harm that a large step does.
#
# </details>
