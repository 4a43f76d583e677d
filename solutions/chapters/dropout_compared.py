# %% [markdown] lang="ru"
# Сравните маску своего слоя с маской слоя из PyTorch. Каналы выпадут другие, но рисунок должен быть таким же, как у
# `nn.Dropout2d`.

# %% [markdown] lang="en"
# Compare the mask of your layer with PyTorch's. Other channels will be dropped, but the pattern should be that of
# `nn.Dropout2d`.

# %% tags=["otter_ignore"]
if written(SpatialDropout):
    explore_dropout({"nn.Dropout2d": nn.Dropout2d, "SpatialDropout": SpatialDropout}, p=0.3)

# %% [markdown] lang="ru"
# ### Сравнение: без dropout, обычный, spatial
#
# В глубокую сеть вставим dropout после каждого блока, с вероятностями 0,2, 0,3 и 0,4: чем глубже слой, тем больше в
# нём каналов и тем смелее можно их выбрасывать. А чтобы регуляризации было с чем бороться, оставим для обучения всего
# 600 картинок и поучим подольше.
#
# > **Прежде чем запускать.** Упорядочьте три варианта: по точности на обучающих картинках; по потерям на валидации.
# > Кто из них учится медленнее всех? Уверены ли вы, что spatial dropout победит?

# %% [markdown] lang="en"
# ### Comparison: no dropout, ordinary, spatial
#
# We put dropout after each block of the deep network, with probabilities 0.2, 0.3 and 0.4: the deeper the layer, the
# more channels it has and the more freely they can be dropped. And to give regularisation something to fight, we keep
# only 600 images for training and train longer.
#
# > **Before you run it.** Put the three variants in order: by accuracy on the training images; by loss on the
# > validation set. Which of them learns most slowly? Are you sure that spatial dropout will win?

# %% tags=["otter_ignore"]
if written(SpatialDropout):
    few = train.subset(600, seed=0)
    layers = {"DeepVGG": None, "DeepVGG + nn.Dropout": nn.Dropout, "DeepVGG + SpatialDropout": SpatialDropout}
    dropout_histories = []
    for label, layer in layers.items():
        torch.manual_seed(0)
        deep = DeepVGG(dropout=layer, rates=(0.2, 0.3, 0.4))
        history = fit(deep, few, validation, epochs=epochs(12), seed=0, label=label)
        dropout_histories.append(history)
        # ru: потери и точность на обучении и на валидации, dropout выключен
        # en: loss and accuracy on the training and the validation set, dropout switched off
        (loss, accuracy), (new_loss, new_accuracy) = evaluate(deep, few), evaluate(deep, validation)
        print(f"{label:25} train: {loss:.3f} {accuracy:.1%}   validation: {new_loss:.3f} {new_accuracy:.1%}")
    plot_curves(dropout_histories)

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Потери и точность на обучении `fit` считает с включённым dropout, поэтому у второй и третьей модели пунктирные
# кривые занижают их успехи. Честно сравнивать позволяют строки, напечатанные над графиком: там dropout выключен.
#
# Ждите, что с dropout сеть учится медленнее и хуже запоминает обучающие картинки. А вот кто победит на валидации,
# заранее неизвестно. Смотрите не только на точность, но и на потери: они велики у модели, которая **уверенно**
# ошибается, а это частый спутник переобучения.
#
# Не удивляйтесь, если spatial dropout здесь не выиграет: за 12 эпох он не успевает раскрыться. При долгом обучении
# (те же 600 картинок, 120 эпох, one-cycle до `3e-3`) он заметно сокращает разрыв между обучением и валидацией; числа,
# измеренные на пяти запусках, лежат в `data_small/DATASHEET.md`. Попробуйте сами, если есть несколько минут.
#
# Есть и другие причины. Наша сеть узкая: в первом блоке всего 16 каналов, и потеря целого канала для неё дорога. К
# тому же batch norm сам немного регуляризует. Попробуйте вероятности поменьше, например `rates=(0.05, 0.1, 0.2)`, сеть
# пошире (`widths=(32, 64, 128)`) или другое число эпох и посмотрите, что изменится.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# `fit` computes training loss and accuracy with dropout switched on, so the dashed curves of the second and third
# model look worse than these models are. The lines printed above the plot compare fairly: dropout is off there.
#
# Expect the network to learn more slowly with dropout and to memorise the training images less well. Which variant
# wins on the validation set is open. Look at the loss as well as at the accuracy: it is large for a model that errs
# **with confidence**, which often goes with overfitting.
#
# Do not be surprised if spatial dropout does not win here: 12 epochs are too few for it. Trained long (the same 600
# images, 120 epochs, one-cycle up to `3e-3`) it narrows the gap between training and validation clearly; the numbers,
# measured over five runs, are in `data_small/DATASHEET.md`. Try it if you have a few minutes.
#
# There are other reasons too. Our network is narrow: its first block has only 16 channels, and losing a whole one is
# expensive. Besides, batch norm itself regularises a little. Try smaller probabilities, such as
# `rates=(0.05, 0.1, 0.2)`, a wider network (`widths=(32, 64, 128)`) or another number of epochs, and see what changes.
#
# </details>

# %% [markdown] lang="ru"
# Здесь в обеих сетях с dropout стоит ещё и обычный `nn.Dropout(0.5)` перед последним слоем. Фотографий для обучения
# 5 000, рисунков 600.
#
# > **Прежде чем запускать.** Кто сократит разрыв сильнее: обычный dropout или spatial? Кто точнее на валидации?

# %% [markdown] lang="en"
# Here both networks with dropout also have an ordinary `nn.Dropout(0.5)` before the last layer. There are 5,000
# photographs to train on, and 600 drawings.
#
# > **Before you run it.** Which narrows the gap more, ordinary or spatial dropout? Which is more accurate on validation?

# %% tags=["otter_ignore"]
show_results("dropout")

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# «Spatial dropout уменьшает переобучение» — на фотографиях разрыв и правда самый маленький. Но и точность самая низкая:
# за десять эпох эта сеть не успела выучить то, что другие. Маленький разрыв ещё не успех, смотрите на него только
# вместе с точностью. На рисунках эпох вчетверо больше, и картина другая: сети с dropout догнали сеть без него, обычный
# dropout впереди, а про spatial dropout три запуска не пришли к согласию.
#
# Эта сеть узкая, а dropout в ней сильный: p до 0,4 после блоков и ещё 0,5 в голове. Польза видна при долгом обучении:
# измерение на 120 эпох описано в `data_small/DATASHEET.md`.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# "Spatial dropout reduces overfitting": on photographs its gap is indeed the smallest. But so is its accuracy: in ten
# epochs this network has not learned what the others have. A small gap is no success by itself; look at it together
# with the accuracy only. On drawings there are four times as many epochs, and the picture differs: the networks with
# dropout have caught up, ordinary dropout is ahead, and about spatial dropout the three runs disagree.
#
# The network is narrow, and its dropout strong: p up to 0.4 after the blocks, and 0.5 in the head besides. What it is
# good for shows when training is long: a measurement over 120 epochs is in `data_small/DATASHEET.md`.
#
# </details>
