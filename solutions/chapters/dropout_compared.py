# %% [markdown] lang="ru"
# Сравните маску своего слоя с маской слоя из PyTorch. Какие именно каналы выпали, не важно: важно, что выпадают они
# целиком, как у `nn.Dropout2d`.

# %% [markdown] lang="en"
# Compare the mask of your layer with PyTorch's. It does not matter which channels are dropped, only that whole channels
# are, as by `nn.Dropout2d`.

# %% tags=["otter_ignore"]
if written(SpatialDropout):
    explore_dropout({"nn.Dropout2d": nn.Dropout2d, "SpatialDropout": SpatialDropout}, p=0.3)

# %% [markdown] lang="ru"
# ### Та же сеть со SpatialDropout
#
# В сеть `vgg` вставим dropout после каждого блока, с вероятностями 0,2, 0,3 и 0,4: чем глубже слой, тем больше в нём
# каналов и тем смелее их можно выбрасывать. Чтобы сравнить `SpatialDropout` с другими, слой передаётся параметром:
# `nn.Identity(0.2)` не делает ничего. А чтобы регуляризации было с чем бороться, оставим для обучения 600 картинок.
#
# **Упражнение без баллов.** Допишите `vgg_with`: она перебирает слои сети, а вам надо после слоя, которым кончается блок,
# добавить `dropout` со следующей вероятностью, `next(probabilities)`. Следующая ячейка проверит, где он стоит.
#
# <details><summary>Подсказка</summary>
#
# Блок кончается пулингом, и узнать его можно так: `isinstance(layer, nn.MaxPool2d)`. Аргумент `dropout` — это класс: слой
# получится, когда вы вызовете его с вероятностью.
#
# </details>
#
# > **Прежде чем запускать.** Учим недолго, 12 эпох. Победит ли spatial dropout?
#
# <details><summary>а) да: он для того и придуман</summary>
#
# Он придуман против переобучения, и без него сеть за 12 эпох выучивает все свои 600 картинок. Но сеть со spatial dropout за это
# время ещё не доучится. Посмотрите, кто учится медленнее всех.
#
# </details>
# <details><summary>б) нет: сеть с ним учится медленнее и ещё не догонит</summary>
#
# Скорее всего. Dropout замедляет обучение, а короткий запуск за это ничем не награждает. В трёх наших запусках этой сети
# точность на валидации после 12 эпох была 76,5 ± 1,6 % без dropout после блоков, 71,5 ± 1,2 % с обычным и 65,1 ± 3,0 % со
# spatial. Долгие запуски — дальше.
#
# </details>

# %% [markdown] lang="en"
# ### The same network with SpatialDropout
#
# We put dropout after each block of `vgg`, with probabilities 0.2, 0.3 and 0.4: the deeper the layer, the more channels
# it has and the more freely they can be dropped. To compare `SpatialDropout` with others the layer is a parameter:
# `nn.Identity(0.2)` does nothing. And to give regularisation something to fight, we keep 600 images for training.
#
# **An exercise without points.** Complete `vgg_with`: it goes through the layers of the network, and after a layer that ends a
# block you add a `dropout` with the next probability, `next(probabilities)`. The next cell checks where it stands.
#
# <details><summary>Hint</summary>
#
# A block ends in pooling, and `isinstance(layer, nn.MaxPool2d)` tells whether a layer is that. The argument `dropout` is a
# class: call it with a probability, and you have a layer.
#
# </details>
#
# > **Before you run it.** We train briefly: 12 epochs. Will spatial dropout win?
#
# <details><summary>a) yes: that is what it is for</summary>
#
# It is for overfitting, and the network without it knows all its 600 images after 12 epochs. But the one with spatial dropout
# has not finished learning by then. See which variant learns most slowly.
#
# </details>
# <details><summary>b) no: the network learns more slowly with it, and will not have caught up</summary>
#
# Most likely. Dropout slows learning down, and a short run gives nothing in return. In three runs of ours with this network
# the validation accuracy after 12 epochs was 76.5 ± 1.6 % without dropout after the blocks, 71.5 ± 1.2 % with the ordinary and
# 65.1 ± 3.0 % with the spatial one. Long runs follow further down.
#
# </details>


# %% tags=["otter_ignore"]
def vgg_with(dropout):
    """
    ru: Сеть vgg, где после каждого блока стоит dropout(p).
    en: The network vgg with dropout(p) after each block.
    """
    probabilities = iter((0.2, 0.3, 0.4))
    layers = []
    for layer in new_vgg():
        layers.append(layer)
        # BEGIN SOLUTION
        if isinstance(layer, nn.MaxPool2d):
            layers.append(dropout(next(probabilities)))
        # END SOLUTION
    return nn.Sequential(*layers)


# %% tags=["otter_ignore"]
if check_dropout(vgg_with) and written(SpatialDropout):
    few = train.subset(600, seed=0)
    layers = {"nn.Identity": nn.Identity, "nn.Dropout": nn.Dropout, "SpatialDropout": SpatialDropout}
    dropout_histories = []
    for label, layer in layers.items():
        torch.manual_seed(0)
        network = vgg_with(layer)
        history = fit(network, few, validation, epochs=epochs(12), seed=0, label=label)
        dropout_histories.append(history)
        # ru: точность на обучении и на валидации, dropout выключен
        # en: accuracy on the training and the validation set, dropout switched off
        seen, unseen = evaluate(network, few)[1], evaluate(network, validation)[1]
        print(f"{label:15} {seen:.1%} - {unseen:.1%} = {seen - unseen:.1%}")
    plot_curves(dropout_histories)

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Потери и точность на обучении `fit` считает с включённым dropout, поэтому пунктирные кривые занижают успехи сетей: в голове
# dropout есть у всех трёх. Честно сравнивать позволяют строки, напечатанные над графиком: там dropout выключен.
#
# Смотрите не только на точность, но и на потери: они велики у модели, которая **уверенно** ошибается, а это частый
# спутник переобучения. И не делайте вывода из одного запуска.
#
# </details>
#
# Долгие запуски мы провели заранее. Сначала `DeepVGG` на фотографиях и на рисунках: с dropout после блоков у неё ещё и
# `nn.Dropout(0.5)` в голове, а без него (`no dropout`) нет и там. Потом такая же сеть `vgg`, как у вас, 60 эпох на 600
# рисунках: здесь `BatchNorm1d` и `Dropout(0.5)` в голове есть у всех трёх, и `no dropout` значит «без dropout после блоков».
#
# > **Прежде чем запускать.** Где dropout принесёт больше пользы: там, где картинок много, или там, где мало?
#
# <details><summary>а) где много</summary>
#
# Запомнить много картинок труднее, но и на всех фотографиях сеть без dropout за 30 эпох переобучилась. Сравните, сколько
# точности dropout прибавил там и тут.
#
# </details>
# <details><summary>б) где мало, если учить достаточно долго</summary>
#
# Этого и ждут от регуляризации: обучение с ней медленнее, зато она отдаёт точность, когда сеть без неё уже переобучилась.
# В `DeepVGG` это верно для обычного dropout: +1,2 пункта на всех фотографиях и +5,3 на 600 рисунках. А для spatial —
# посмотрите в таблицах.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# `fit` computes training loss and accuracy with dropout switched on, so the dashed curves look worse than the networks are: all
# three have dropout in the head. The lines printed above the plot compare fairly: dropout is off there.
#
# Look at the loss as well as at the accuracy: it is large for a model that errs **with confidence**, which often goes
# with overfitting. And draw no conclusion from a single run.
#
# </details>
#
# Long runs were made beforehand. First `DeepVGG` on photographs and on drawings: with dropout after its blocks it has an
# `nn.Dropout(0.5)` in the head besides, without it (`no dropout`) none there either. Then the network `vgg`, the same as yours,
# 60 epochs on 600 drawings: here all three have `BatchNorm1d` and `Dropout(0.5)` in the head, and `no dropout` means none after
# the blocks.
#
# > **Before you run it.** Where will dropout be of more use: with many images or with few?
#
# <details><summary>a) with many</summary>
#
# Many images are harder to memorise, but in 30 epochs a network without dropout overfits on all photographs too. Compare
# how much accuracy dropout adds here and there.
#
# </details>
# <details><summary>b) with few, if training is long enough</summary>
#
# That is what one expects of regularisation: it slows learning down, and gives accuracy in return once a network without it
# has overfitted. In `DeepVGG` that is right for ordinary dropout: +1.2 points on all photographs and +5.3 on 600 drawings. For
# spatial dropout see the tables.
#
# </details>

# %% tags=["otter_ignore"]
show_results("dropout")
show_results("vgg")

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# «Spatial dropout уменьшает переобучение» — о разрыве это сказано или о точности? В `DeepVGG` на всех фотографиях оба вида dropout
# сократили разрыв одинаково, с 22,0 ± 0,5 до 5,2 пункта (± 0,3 и ± 0,2), но обычный прибавил точности (78,7 ± 0,0 против 77,5 ± 0,1 %), а spatial
# отнял (74,0 ± 0,5 %). На 600 рисунках обычный прибавил больше (85,0 ± 2,6 против 79,7 ± 1,7 %), а о spatial запуски не
# согласны. Маленький разрыв ещё не успех: у сети, которая ничего не выучила, его нет вовсе. Читайте разрыв и точность
# вместе и рядом с числом эпох: к концу кривые обоих видов dropout ещё растут. Сильный dropout (p до 0,4 после блоков и ещё 0,5
# в голове) мешает учиться и тому, что сеть видит: на обучающих фотографиях её точность в конце 83,6 ± 0,3 % с обычным, 79,1 ± 0,5 % со
# spatial и 98,4 ± 0,1 % без dropout.
#
# В `vgg` на рисунках spatial dropout себя оправдал: лучшая точность 86,4 ± 1,4 против 81,5 ± 1,2 % без него, разрыв 14,7 ± 2,2
# против 19,3 ± 1,9 пункта, и так в каждом из трёх запусков. Обычный и тут впереди: 89,4 ± 0,3 %. А после 12 эпох впереди была
# сеть без dropout после блоков. Провал синей кривой — это один запуск из трёх: после 51-й эпохи сеть в нём верно узнавала
# 36,2 % валидационных рисунков, а после 54-й снова все обучающие. На фотографиях эту сеть мы не измеряли.
#
# </details>
#
# ### Честное ли это сравнение?
#
# Выше у всех одна скорость обучения, `1e-3`, и p из семинара. А если подобрать их для `DeepVGG`? Бюджет небольшой: сети без dropout —
# четыре скорости обучения, каждому dropout — три пары из скорости и p (в голове dropout нет). Каждая проба — один запуск, 120
# эпох на 600 рисунках, судят 500 других рисунков обучающей выборки. Стандартная ошибка на стольких картинках —
# около 1,7 пункта, и это не считая разброса между запусками.
#
# > **Прежде чем запускать.** Чью точность подбор изменит сильнее?
#
# <details><summary>а) сетей с dropout: у них настроек больше</summary>
#
# Сравните их строки между собой, а потом строки `no dropout`.
#
# </details>
# <details><summary>б) сети без dropout</summary>
#
# Верно: от `1e-3` до `3e-3` она меняется на 4 пункта (79,7 → 83,7 %), сети с dropout — на 1,3 и 2,2.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# "Spatial dropout reduces overfitting": does that speak of the gap or of the accuracy? In `DeepVGG` on all photographs both kinds of
# dropout narrow the gap alike, from 22.0 ± 0.5 to 5.2 points (± 0.3 and ± 0.2), but ordinary dropout adds accuracy (78.7 ± 0.0 against
# 77.5 ± 0.1 %) and spatial dropout takes some away (74.0 ± 0.5 %). On 600 drawings ordinary dropout adds more (85.0 ± 2.6
# against 79.7 ± 1.7 %), and the runs disagree about spatial dropout. A small gap is no success by itself: a network that has
# learned nothing has none at all. Read gap and accuracy together, and beside the number of epochs: at the end the
# curves of both kinds of dropout still rise. Strong dropout (p up to 0.4 after the blocks, and 0.5 in the head) hinders learning
# even what the network sees: its accuracy on training photographs is 83.6 ± 0.3 % at the end with ordinary dropout, 79.1 ± 0.5 %
# with spatial dropout and 98.4 ± 0.1 % without.
#
# In `vgg` on drawings spatial dropout was worth its price: a best accuracy of 86.4 ± 1.4 against 81.5 ± 1.2 % without it, a gap
# of 14.7 ± 2.2 against 19.3 ± 1.9 points, and so in each of the three runs. Ordinary dropout is ahead here too: 89.4 ± 0.3 %. But
# after 12 epochs the network without dropout after its blocks was ahead. The dip of the blue curve is one run of three: after
# epoch 51 it recognised 36.2 % of the validation drawings, after epoch 54 all training drawings again. On photographs this
# network was not measured.
#
# </details>
#
# ### Is that a fair comparison?
#
# So far all had one learning rate, `1e-3`, and the seminar's p. And if one looks for better settings of `DeepVGG`? The budget is
# small: four learning rates for the network without dropout, three pairs of a rate and p for each kind of dropout (none in the head). Each
# trial is one run, 120 epochs on 600 drawings, judged on 500 other drawings of the training set. With so many
# images the standard error is about 1.7 points, and that is without the spread of the runs.
#
# > **Before you run it.** Whose accuracy will the search change more?
#
# <details><summary>a) that of networks with dropout: they have more settings</summary>
#
# Compare their lines among themselves, and then the lines `no dropout`.
#
# </details>
# <details><summary>b) that of the network without dropout</summary>
#
# Right: from `1e-3` to `3e-3` it moves by 4 points (79.7 → 83.7 %), the networks with dropout by 1.3 and 2.2.
#
# </details>

# %% tags=["otter_ignore"]
show_tuning()

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# При `1e-3` оба впереди сети без dropout (79,7 %): обычный с 83,9 %, spatial с 82,5 %. А если и ей подобрать скорость обучения,
# она даёт 83,7 %, и в этой таблице от их преимущества ничего не остаётся. Сравнивать методы можно, только когда настройки каждого
# подбирали одинаково усердно (здесь четыре пробы против трёх).
#
# Во второй таблице лучшие настройки каждого, по три запуска на всех 600 рисунках. В лучшую свою эпоху сеть без dropout верно узнаёт
# 83,8 ± 0,5 % валидационных рисунков, с обычным — 88,7 ± 2,5 %, со spatial — 86,1 ± 1,0 %: оба впереди в каждом запуске. Но это
# лучшая эпоха, выбранная по тем же рисункам. В среднем за последние пять эпох остаётся 82,7 ± 1,3, 84,3 ± 4,0 и 83,7 ± 1,3 %,
# и тут разницу не отличить от разброса.
#
# Ещё один рецепт: на тех же 600 рисунках и 120 эпохах, но по графику one-cycle до `3e-3` (вы
# встретите его в части 7), сеть без dropout верно узнаёт 70,7 ± 1,2 % валидационных рисунков, а со `SpatialDropout` (0,2, 0,3,
# 0,4) — 86,6 ± 0,8 % (по пять запусков). Но большая часть этих 16 пунктов — беда сети без dropout именно с этим рецептом: с
# постоянной скоростью `3e-3` она и сама даёт 82,9 ± 0,9 % в последнюю эпоху (три запуска).
#
# Вывод. В `vgg` с настройками семинара spatial dropout помог в каждом запуске, но настройки там никому не подбирали. В `DeepVGG`, где
# их подобрали каждому, его пользу не отличить от разброса. А больше всего он помог там, где рецепт обучения не подходил
# самой сети. Стоит ли это более медленного обучения, каждый раз надо измерять.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# At `1e-3` both are ahead of the network without dropout (79.7 %): ordinary dropout with 83.9 %, spatial dropout with 82.5 %.
# When that network gets a learning rate that suits it, it reaches 83.7 %, and in this table nothing is left of their lead.
# Methods can be compared only when one has looked for the settings of each with equal care (here four trials against three).
#
# The second table has the best settings of each, three runs on all 600 drawings. In its best epoch the network without dropout
# recognises 83.8 ± 0.5 % of the validation drawings, with ordinary dropout 88.7 ± 2.5 %, with spatial dropout 86.1 ± 1.0 %: both
# are ahead in every run. But that is the best epoch, chosen by the same drawings. The mean of the last five epochs leaves
# 82.7 ± 1.3, 84.3 ± 4.0 and 83.7 ± 1.3 %, and there the difference cannot be told from the spread.
#
# One more recipe: on the same 600 drawings and 120 epochs, but on a one-cycle schedule up to `3e-3`
# (you will meet it in part 7), the network without dropout recognises 70.7 ± 1.2 % of the validation drawings, and with
# `SpatialDropout` (0.2, 0.3, 0.4) 86.6 ± 0.8 % (five runs each). But most of these 16 points are the trouble that the network
# without dropout has with this very recipe: at a constant `3e-3` it reaches 82.9 ± 0.9 % by itself in the last epoch (three
# runs).
#
# To sum up. In `vgg` with the seminar's settings spatial dropout helped in every run, but there nobody looked for settings. In
# `DeepVGG`, with settings chosen for each, its benefit cannot be told from the spread. And it helped most where the recipe of
# training did not suit the network itself. Whether that is worth the slower learning has to be measured each time.
#
# </details>
