# %% [markdown] lang="ru"
# # Семинар: свёрточные нейронные сети
#
# За два часа мы пройдём путь от одной свёртки до собственного слоя регуляризации: соберём небольшую сеть в духе VGG,
# напишем для неё цикл обучения, заглянем внутрь её фильтров, попробуем разные функции активации и аугментации, разберёмся, чем отличаются `train()`
# и `eval()`, и в конце напишем слой, который выключает карты признаков целиком.
#
# | часть | минут | задание | баллы |
# |---|---|---|---|
# | 1. Данные | 15 | | |
# | 2. Базовая модель, обучение и фильтры | 40 | 1: `ModelBaseline` | {{ q1 }} |
# | 3. Функции активации | 15 | 2: параметр `activation` | {{ q2 }} |
# | 4. Аугментации | 10 | | |
# | 5. Регуляризация и нормализация | 20 | | |
# | 6. Spatial Dropout | 15 | 3: `SpatialDropout` | {{ q3 }} |
# | 7. Контрольное обучение | 5 | 4: обучить свою модель | {{ q4 }} |
# | 8. Почините сеть | дома | | |
#
# Кроме заданий есть упражнения без баллов. Время на цикл обучения в таблице учтено; остальные займут ещё около получаса, и
# любое из них можно оставить на дом: дальше либо работает готовый код, либо пропускается один эксперимент.

# %% [markdown] lang="en"
# # Seminar: convolutional neural networks
#
# In two hours we go from a single convolution to a regularisation layer of our own. We build a small network in the
# spirit of VGG, write the loop that trains it, look inside its filters, try several activations and augmentations, find out what `train()` and
# `eval()` really change, and finish by writing a layer that switches whole feature maps off.
#
# | part | minutes | task | points |
# |---|---|---|---|
# | 1. Data | 15 | | |
# | 2. The baseline: training and filters | 40 | 1: `ModelBaseline` | {{ q1 }} |
# | 3. Activations | 15 | 2: the `activation` parameter | {{ q2 }} |
# | 4. Augmentation | 10 | | |
# | 5. Regularisation and normalisation | 20 | | |
# | 6. Spatial dropout | 15 | 3: `SpatialDropout` | {{ q3 }} |
# | 7. The training run | 5 | 4: train your own model | {{ q4 }} |
# | 8. Repair this network | at home | | |
#
# Besides the tasks there are exercises without points. The table has time for the training loop; the others take about half an
# hour more, and any of them can wait until you are at home: the notebook then goes on with ready code or leaves out one experiment.
