# %% [markdown] lang="ru"
# ### Цикл обучения
#
# На каждом батче пять шагов: логиты, потери, **обнулить** старые градиенты, проход назад, шаг оптимизатора. Длину шага
# задаёт **скорость обучения** (learning rate, `lr`).
#
# Вокруг этого два режима. `model.train()` включает всё, что нужно только при обучении (dropout, статистики батча),
# `model.eval()` выключает. А `torch.no_grad()` не меняет ответов: он говорит PyTorch, что прохода назад не будет и
# запоминать ничего не надо.
#
# **Упражнение без баллов.** Допишите обе функции. Ячейка под ними проверит их на крошечной сети и скажет, чего не
# хватает.
#
# <details><summary>Подсказка</summary>
#
# В `train_epoch` перед циклом нужен режим обучения, а в цикле, после `loss`, три строки: методы `zero_grad` и `step` у
# `optimizer`, `backward` у `loss`. В каком порядке? `validate` похожа на `train_epoch` без этих трёх строк, в другом
# режиме и внутри `with torch.no_grad():`.
#
# </details>

# %% [markdown] lang="en"
# ### The training loop
#
# Each batch takes five steps: logits, loss, **clear** the old gradients, backward pass, a step of the optimiser. The
# **learning rate** (`lr`) says how long the step is.
#
# Around this there are two modes. `model.train()` switches on all that only training needs (dropout, the statistics of
# the batch), `model.eval()` switches it off. `torch.no_grad()` changes no answers: it tells PyTorch that there will be
# no backward pass, so that nothing has to be remembered.
#
# **An exercise without points.** Complete both functions. The cell below tries them on a tiny network and says what is
# missing.
#
# <details><summary>Hint</summary>
#
# `train_epoch` needs training mode before its loop, and in the loop, after `loss`, three lines: the methods `zero_grad`
# and `step` of `optimizer`, and `backward` of `loss`. In which order? `validate` is like `train_epoch` without these
# three lines, in the other mode and inside `with torch.no_grad():`.
#
# </details>

# %% tags=["otter_ignore"]
DEVICE = device()
loss_function = nn.CrossEntropyLoss()


def train_epoch(model, loader, optimizer):
    """
    ru: Одна эпоха обучения. Вернуть средние потери и точность (от 0 до 1) по всем картинкам.
    en: One epoch of training. Return mean loss and accuracy (0 to 1) over all images.
    """
    # BEGIN SOLUTION
    model.train()
    # END SOLUTION
    total_loss, correct, seen = 0.0, 0, 0
    for images, labels in loader:
        images, labels = images.to(DEVICE), labels.to(DEVICE)
        logits = model(images)
        loss = loss_function(logits, labels)
        # BEGIN SOLUTION
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        # END SOLUTION
        total_loss += loss.item() * len(labels)
        correct += (logits.argmax(dim=1) == labels).sum().item()
        seen += len(labels)
    return total_loss / seen, correct / seen


def validate(model, loader):
    """
    ru: То же на валидации: ничему не учиться. Вернуть средние потери и точность.
    en: The same on validation images: learn nothing. Return mean loss and accuracy.
    """
    # BEGIN SOLUTION
    model.eval()
    total_loss, correct, seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            images, labels = images.to(DEVICE), labels.to(DEVICE)
            logits = model(images)
            total_loss += loss_function(logits, labels).item() * len(labels)
            correct += (logits.argmax(dim=1) == labels).sum().item()
            seen += len(labels)
    return total_loss / seen, correct / seen
    # END SOLUTION


# %% tags=["otter_ignore"]
loop_works = check_loop(train_epoch, validate)

# %% [markdown] lang="ru"
# Обучим `ModelBaseline` вашим циклом, а рядом — функцией `fit` из библиотеки семинара. В ней тот же цикл, но все
# картинки сразу лежат в памяти одним тензором и нормализуются целыми батчами. Дальше мы берём `fit`: так быстрее.
# Загляните в `seminar/training.py`: ничего, чего вы не написали бы сами, там нет.
#
# > **Прежде чем запускать.** С какого значения начнутся потери, если до обучения модель отвечает почти наугад?
#
# <details><summary>а) около 0,1</summary>
#
# 0,1 — это вероятность, которую необученная модель даёт верному классу. А потери — её логарифм с минусом.
#
# </details>
# <details><summary>б) около 1</summary>
#
# Посчитайте $-\ln\frac{1}{10}$: классов десять, и модель раздаёт им примерно равные вероятности.
#
# </details>
# <details><summary>в) около 2,3</summary>
#
# Верно: $-\ln\frac{1}{10} \approx 2{,}3$. Если у вас вышло намного больше, что-то не так с инициализацией или
# нормализацией.
#
# </details>
#
# > А где разойдутся кривые обучения и валидации?
#
# <details><summary>а) нигде: картинки одного и того же рода</summary>
#
# Разойдутся: параметров полмиллиона, обучающих картинок две тысячи, и сеть запоминает именно их.
#
# </details>
# <details><summary>б) через несколько эпох: на обучении потери падают, на валидации стоят</summary>
#
# Верно, это и есть **переобучение**. Пока обе кривые улучшаются, модель учится тому, что пригодится и на новых
# картинках.
#
# </details>

# %% [markdown] lang="en"
# Let us train `ModelBaseline` with your loop, and beside it with the library's `fit`. That is the same loop, but all
# images lie in memory as one tensor and are normalised a whole batch at a time. From here on we use `fit`, which is
# faster. Have a look at `seminar/training.py`: there is nothing in it that you could not have written.
#
# > **Before you run it.** What value does the loss start from, given that the untrained model is close to guessing?
#
# <details><summary>a) about 0.1</summary>
#
# 0.1 is the probability that the untrained model gives to the right class. The loss is minus its logarithm.
#
# </details>
# <details><summary>b) about 1</summary>
#
# Work out $-\ln\frac{1}{10}$: there are ten classes, and the model gives them about the same probability.
#
# </details>
# <details><summary>c) about 2.3</summary>
#
# Right: $-\ln\frac{1}{10} \approx 2.3$. If yours is much higher, something is wrong with the initialisation or the
# normalisation.
#
# </details>
#
# > And where will the curves of training and validation part?
#
# <details><summary>a) nowhere: the images are of the same kind</summary>
#
# They will part: there are half a million parameters and two thousand training images, and these are memorised.
#
# </details>
# <details><summary>b) after some epochs: the training loss falls, the validation loss stands still</summary>
#
# Right, and that is **overfitting**. As long as both curves improve, the model learns what is useful on new images.
#
# </details>

# %% tags=["otter_ignore"]
import time

if written(ModelBaseline):
    torch.manual_seed(0)
    untrained = ModelBaseline().to(DEVICE)
    print(sum(parameter.numel() for parameter in untrained.parameters()), evaluate(untrained, validation))

    histories = []
    if loaders_work and loop_works:
        torch.manual_seed(0)
        model = ModelBaseline().to(DEVICE)
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
        history = History("DataLoader")
        for epoch in range(1, epochs(4) + 1):
            started = time.perf_counter()
            loss, accuracy = train_epoch(model, train_loader, optimizer)
            history.seconds.append(time.perf_counter() - started)
            history.train_loss.append(loss)
            history.train_accuracy.append(accuracy)
            loss, accuracy = validate(model, validation_loader)
            history.validation_loss.append(loss)
            history.validation_accuracy.append(accuracy)
            print(f"{epoch}: {history.train_loss[-1]:.2f} {loss:.2f} {accuracy:.1%}")
        histories.append(history)

    torch.manual_seed(0)
    baseline = ModelBaseline()
    baseline_history = fit(baseline, train, validation, epochs=epochs(12), label="fit")
    histories.append(baseline_history)
    plot_curves(histories)
    display(compare_table(histories))
    seen, unseen = evaluate(baseline, train)[1], evaluate(baseline, validation)[1]
    print(f"{seen:.1%} - {unseen:.1%} = {seen - unseen:.1%}")

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Начальные веса у обеих моделей одни и те же, порядок картинок разный. Поэтому кривые похожи, но не совпадают: именно
# настолько отличаются друг от друга два запуска одного и того же. В последнем столбце таблицы — сколько секунд занимает
# эпоха: разница между строками — цена чтения картинок по одной.
#
# Смотрите на **разрыв**: точность обученной модели на обучающих картинках минус точность на валидации, обе в режиме
# `eval()`. Его печатает последняя строка, а пунктир на графике посчитан по ходу эпохи, пока модель менялась. Всё, что мы
# делаем в частях 4–6, нужно для борьбы с разрывом.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# Both models start from the same weights, and the order of the images differs. So the curves are alike but not equal:
# that is how far two runs of one and the same thing lie apart. The last column of the table says how many seconds an
# epoch takes: the difference of its rows is what it costs to read images one at a time.
#
# Watch the **gap**: the accuracy of the trained model on the training images minus that on the validation set, both in
# `eval()` mode. The last line prints it; the dashed curve was taken during the epoch, while the model changed. All that we do
# in parts 4 to 6 is aimed at the gap.
#
# </details>
