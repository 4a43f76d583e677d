# %% [markdown] lang="ru"
# ## 8. Почините сеть
#
# **Упражнение без баллов.** В этой сети пять ошибок. Python их не замечает: сеть работает, обучается и выдаёт ответы,
# только плохие. Исправьте их; ячейка под классом скажет, какие остались и как их узнать.

# %% [markdown] lang="en"
# ## 8. Repair this network
#
# **An exercise without points.** This network has five mistakes. Python notices none of them: the network runs, trains
# and gives answers, only bad ones. Mend them; the cell below the class says which are left, and how to tell.


# %% tags=["otter_ignore"]
import torch.nn.functional as F


class BrokenNetwork(nn.Module):
    """
    ru: Две свёртки, batch norm, пулинг и два полносвязных слоя: [N, 3, 32, 32] -> логиты [N, 10].
    en: Two convolutions, batch norm, pooling and two fully connected layers: [N, 3, 32, 32] -> logits [N, 10].
    """

    def __init__(self):
        super().__init__()
        self.convolutions = [nn.Conv2d(3, 16, 3, padding=1), nn.Conv2d(16, 32, 3, padding=1)]
        self.norm = nn.BatchNorm2d(32)
        self.hidden = nn.Linear(32 * 16 * 16, 64)
        self.output = nn.Linear(64, 10)

    def forward(self, x):
        for convolution in self.convolutions:
            x = convolution(x)
        x = F.max_pool2d(F.relu(self.norm(x)), 2)  # [N, 32, 16, 16]
        x = x.permute(1, 2, 3, 0).reshape(len(x), -1)  # [N, 8192]
        x = F.relu(self.hidden(x))
        x = F.dropout(x, p=0.5)
        return F.softmax(self.output(x), dim=1)


# %% tags=["otter_ignore"]
_ = check_repair(BrokenNetwork)

# %% [markdown] lang="ru"
# ## Если осталось время
#
# - **MixUp.** Смешайте картинки батча попарно: `order = torch.randperm(len(x))`, `a` — случайное число от 0 до 1,
#   `x = a * x + (1 - a) * x[order]`; так же смешайте потери, вторые считаются по `labels[order]`. Что станет с разрывом?
# - **Сглаживание меток.** `nn.CrossEntropyLoss(label_smoothing=0.1)` в вашем цикле. Сравните потери на валидации, но
#   считайте их без сглаживания.
# - **Поиск скорости обучения.** От `1e-5` до `1`, каждый раз вдесятеро больше: по 100 шагов, график потерь. Где обрыв?
# - **Global average pooling.** Замените в `vgg` всё от `nn.Flatten()` до конца на `nn.AdaptiveAvgPool2d(1)`, `nn.Flatten()` и
#   `nn.Linear(64, 10)`. Сколько осталось параметров и сколько потеряно точности?

# %% [markdown] lang="en"
# ## If there is time left
#
# - **MixUp.** Mix the images of a batch in pairs: `order = torch.randperm(len(x))`, `a` a random number between 0 and 1,
#   `x = a * x + (1 - a) * x[order]`; mix the losses likewise, the second one against `labels[order]`. What becomes of the gap?
# - **Label smoothing.** `nn.CrossEntropyLoss(label_smoothing=0.1)` in your loop. Compare the validation losses, but
#   compute them without smoothing.
# - **A sweep of the learning rate.** From `1e-5` to `1` by factors of ten: 100 steps each, and a plot of the loss. Where
#   is the cliff?
# - **Global average pooling.** Replace everything from `nn.Flatten()` to the end of `vgg` by `nn.AdaptiveAvgPool2d(1)`,
#   `nn.Flatten()` and `nn.Linear(64, 10)`. How many parameters are left, how much accuracy is
#   lost?

# %% tags=["otter_ignore"]
show_progress()

# %% [markdown] lang="ru"
# ## Что вы теперь умеете
#
# - Собирать свёрточную сеть и следить за формой тензоров от входа до логитов.
# - Подавать данные через `Dataset` и `DataLoader`, писать цикл обучения и валидации, сохранять и загружать веса.
# - Читать кривые обучения и отличать переобучение от недообучения.
# - Менять функцию активации и находить мёртвые нейроны, применять аугментации там, где нужно, и только там.
# - Объяснять, чем `train()` отличается от `eval()` у dropout и batch norm и где стоит множитель `1 / (1 - p)`.
# - Писать собственный слой с правильным поведением в обоих режимах.
#
# ## Как сдать работу
#
# 1. Сохраните ноутбук: в архив последней ячейки попадает то, что сохранено.
# 2. Выполните «Kernel → Restart and Run All» и убедитесь, что во всех ячейках `grader.check` тесты пройдены.
# 3. Сдайте сам файл `.ipynb` или архив, который создаст последняя ячейка (`grader.export`). В Colab и Kaggle скачайте
#    ноутбук через меню File → Download и сдайте его. Можно сдать и файл `.py`: заготовка для него лежит в `stubs.py`,
#    открытые проверки запускает `python -m seminar check stubs.py`. В `.py` достаточно двух классов: `ModelBaseline`
#    (вариант с параметром `activation` засчитывается и за задание 1) и `SpatialDropout`.
#
# ## Как выполняется ваш файл при оценке
#
# - Код выполняется заново, без интернета, без GPU и без файлов, которых нет в сданном архиве. Сохранённые в ноутбуке
#   результаты не учитываются. Модуль рядом с ноутбуком (`my_layers.py`) сдавайте вместе с ним, в одном zip.
# - Сначала выполняется только то, что нужно вашим классам: импорты, функции, константы. Ваши эксперименты на оценку не влияют.
#   Команда, которая завершилась ошибкой, пропускается, а следующая выполняется; в отзыве это сказано одной строкой.
# - Пределы: {{ cell_seconds }} с вычислений на каждую команду, которая нужна классам, {{ probe_seconds }} с на каждый вопрос
#   проверки, {{ training_seconds }} с на обучение, {{ memory_mib }} МБ памяти, {{ scratch_mib }} МБ файлов.
# - Установлены {{ packages }} и стандартная библиотека Python. Если класс считает с помощью другого пакета, его не
#   удастся оценить; импорт для графиков ничему не мешает.
# - Что из файла будет прочитано и что пропущено, можно узнать заранее: `python -m seminar check` и имя вашего
#   `.ipynb`, `.py` или `.zip`.

# %% [markdown] lang="en"
# ## What you can do now
#
# - Build a convolutional network and follow the shapes of its tensors from input to logits.
# - Feed a network through `Dataset` and `DataLoader`, write a loop of training and validation, save and load weights.
# - Read training curves and tell overfitting from underfitting.
# - Exchange the activation and find dead neurons, and apply augmentation where it belongs, and only there.
# - Explain how `train()` and `eval()` differ for dropout and batch norm, and where the factor `1 / (1 - p)` goes.
# - Write a layer of your own that behaves properly in both modes.
#
# ## How to submit
#
# 1. Save the notebook: the archive of the last cell holds what has been saved.
# 2. Choose "Kernel → Restart and Run All" and make sure that the tests pass in every `grader.check` cell.
# 3. Submit the `.ipynb` itself or the archive that the last cell makes (`grader.export`). In Colab and Kaggle download
#    the notebook by the menu File → Download and submit it. A `.py` file is fine too: `stubs.py` is a template for one,
#    and `python -m seminar check stubs.py` runs the public checks on it. A `.py` needs two classes only:
#    `ModelBaseline` (the one with the `activation` parameter counts for task 1 as well) and `SpatialDropout`.
#
# ## How grading runs your file
#
# - The code is run afresh, without internet, without a GPU, and without files that are not in what you submit. Outputs
#   saved in the notebook are ignored. A module beside the notebook (`my_layers.py`) is submitted with it, in one zip.
# - First only what your classes need is run: imports, functions, constants. Your experiments cost nothing. A statement
#   that fails is skipped and the next one is run; the feedback says so in one line.
# - The limits: {{ cell_seconds }} s of computing for each statement that the classes need, {{ probe_seconds }} s for each
#   question of a check, {{ training_seconds }} s for the training, {{ memory_mib }} MB of memory, {{ scratch_mib }} MB of files.
# - Installed are {{ packages }} and Python's standard library. A class that computes with another package cannot be
#   graded; an import for plots is in nobody's way.
# - What of your file will be read, and what skipped, you can see beforehand: `python -m seminar check` and the name of
#   your `.ipynb`, `.py` or `.zip`.

# %% tags=["otter_ignore"]
# ru: Сохраните ноутбук и выполните эту ячейку: она создаст архив, который можно сдать.
# en: Save the notebook and run this cell: it makes an archive that you can submit.
if HOSTED:
    # ru: в Colab и Kaggle рядом лежит только незаполненный ноутбук: сдавать такой архив нельзя
    # en: in Colab and Kaggle only the unfilled notebook lies in the folder: an archive of that must not be submitted
    print("File → Download → .ipynb")
else:
    grader.export(pdf=False, ignore_log=True)
