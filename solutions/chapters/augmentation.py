# %% [markdown] lang="ru"
# ## 4. Аугментации
#
# Кошка, отражённая слева направо, остаётся кошкой. **Аугментации** случайно меняют обучающие картинки так, чтобы
# класс сохранился: модель почти никогда не видит одну и ту же картинку дважды, и запоминать ей труднее. Наш набор:
#
# - `ColorJitter(hue=0.05, saturation=0.05)`: небольшой сдвиг цветового тона и насыщенности;
# - `RandomHorizontalFlip()`: отражение с вероятностью 0,5;
# - `RandomRotation(20)`: поворот на случайный угол от −20° до 20°; уголки, для которых на исходной картинке нет
#   пикселей, заполняются чёрным.
#
# В torchvision это `Compose` из нескольких преобразований: его передают обучающему `Dataset`. Аугментации применяют
# **только к обучающей выборке**. Валидация отвечает на вопрос «как модель работает на настоящих картинках», а
# искажённые картинки настоящими не назовёшь.
#
# **Упражнение без баллов.** Соберите этот набор из `transforms`: сначала три искажения, потом те же два преобразования, что и в
# `to_input`. Следующая ячейка применит его к пробной картинке 200 раз и скажет, что не так.
#
# `Augment()` из библиотеки семинара делает то же сразу с целым батчем: у каждой картинки свои случайные числа. Та же ячейка
# нарисует, что у него получается, а под рисунком будут ползунки.
#
# > **Прежде чем запускать.** Насколько можно повернуть рисунок, чтобы класс ещё узнавался?
#
# <details><summary>а) на любой угол</summary>
#
# Попробуйте 180° на корабле. Верх и низ многое говорят о классе, и на настоящих картинках корабли не висят вверх дном.
#
# </details>
# <details><summary>б) градусов на 20–30</summary>
#
# Разумно: столько бывает и у настоящих картинок. Проверьте ползунком, с какого угла класс угадать труднее вам самим.
#
# </details>

# %% [markdown] lang="en"
# ## 4. Augmentation
#
# A cat mirrored left to right is still a cat. **Augmentation** changes the training images at random in ways that
# keep the class: the model hardly ever sees the same image twice, which makes memorising harder. Our set:
#
# - `ColorJitter(hue=0.05, saturation=0.05)`: a small shift of hue and saturation;
# - `RandomHorizontalFlip()`: a mirror image with probability 0.5;
# - `RandomRotation(20)`: rotation by a random angle from −20° to 20°; corners that were not in the image become
#   black.
#
# In torchvision this is a `Compose` of several transforms, which is handed to the training `Dataset`. Augmentation is
# for the **training set only**. Validation asks how the model does on real images, and distorted images are not real
# ones.
#
# **An exercise without points.** Put this set together from `transforms`: first the three distortions, then the two transforms
# of `to_input`. The next cell applies it to a trial image 200 times and says what is wrong.
#
# The library's `Augment()` does the same with a whole batch at once, with random numbers of its own for each image. The same
# cell draws what comes out of it, with sliders under the figure.
#
# > **Before you run it.** How far can a drawing be turned before its class is lost?
#
# <details><summary>a) by any angle</summary>
#
# Try 180° on a ship. Top and bottom tell a lot about the class, and ships in real images do not hang upside down.
#
# </details>
# <details><summary>b) by 20 to 30 degrees</summary>
#
# Sensible: real images are turned by so much too. Find out with the slider from which angle on you yourself have
# trouble.
#
# </details>

# %% tags=["otter_ignore"]
augmented = transforms.Compose(
    [
        # BEGIN SOLUTION
        transforms.ColorJitter(hue=0.05, saturation=0.05),
        transforms.RandomHorizontalFlip(),
        transforms.RandomRotation(20),
        transforms.ToTensor(),
        transforms.Normalize(mean=CIFAR_MEAN, std=CIFAR_STD),
        # END SOLUTION
    ]
)

# %% tags=["otter_ignore"]
if check_augmentation(augmented) and loop_works and written(ModelBaseline):
    if DATASET == "cifar10":
        augmented_set = CIFAR10(root="data", train=True, download=True, transform=augmented)
    else:
        augmented_set = Drawings(train, transform=augmented)
    augmented_loader = DataLoader(augmented_set, batch_size=32, shuffle=True, num_workers=0)
    # ru: одна эпоха вашим циклом; validation_loader остаётся без искажений
    # en: one epoch with your loop; validation_loader stays without distortions
    model = ModelBaseline().to(DEVICE)
    print(train_epoch(model, augmented_loader, torch.optim.Adam(model.parameters(), lr=1e-3)))

_ = explore_augmentations(train, hue=0.05, saturation=0.05, flip=0.5, degrees=20)

# %% [markdown] lang="ru"
# > **Прежде чем запускать.** Обучим две одинаковые модели: без аугментаций и с ними. Всегда ли меньший разрыв между
# > обучением и валидацией означает лучший результат на валидации?
#
# <details><summary>а) да</summary>
#
# Модель, которая отвечает наугад, не переобучена вовсе: разрыв нулевой, а точность 10 %.
#
# </details>
# <details><summary>б) нет</summary>
#
# Верно. Смотрите на разрыв и на точность вместе.
#
# </details>

# %% [markdown] lang="en"
# > **Before you run it.** We train two identical models, without augmentation and with it. Does a smaller gap between
# > training and validation always mean a better validation result?
#
# <details><summary>a) yes</summary>
#
# A model that guesses does not overfit at all: its gap is zero, and its accuracy 10 %.
#
# </details>
# <details><summary>b) no</summary>
#
# Right. Look at the gap and at the accuracy together.
#
# </details>

# %% tags=["otter_ignore"]
if written(ModelBaseline):
    augment_histories = []
    for label, augment in (("augment=None", None), ("augment=Augment()", Augment())):
        torch.manual_seed(0)
        model = ModelBaseline()
        history = fit(model, train, validation, epochs=epochs(12), augment=augment, seed=0, label=label)
        augment_histories.append(history)
        # ru: точность на обучающих картинках без искажений: так разрыв сравнивать честно
        # en: accuracy on the undistorted training images, which makes the gaps comparable
        seen, unseen = evaluate(model, train)[1], evaluate(model, validation)[1]
        print(f"{label:18} {seen:.1%} - {unseen:.1%} = {seen - unseen:.1%}")
    plot_curves(augment_histories)

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# С аугментациями модель обычно учится медленнее: если кривая на валидации ещё растёт, дайте ей больше эпох.
#
# Обратите внимание: точность на обучении, которую записывает `fit` (пунктир на графике), считается по ходу эпохи и на
# **искажённых** картинках. Поэтому она может оказаться ниже валидационной, и это не ошибка.
#
# Подумайте, для каких данных отражение меняет класс. (Рукописные буквы? Дорожные знаки? Рентгеновские снимки?)
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# With augmentation a model usually learns more slowly: if its validation curve still rises, give it more epochs.
#
# Note that the training accuracy which `fit` records (the dashed curve) is collected during the epoch and on
# **distorted** images. So it can be below the validation accuracy, and that is no mistake.
#
# For what data does mirroring change the class? (Handwritten letters? Road signs? X-ray images?)
#
# </details>

# %% [markdown] lang="ru"
# > **Прежде чем запускать.** Что аугментации сделают с разрывом на фотографиях?
#
# <details><summary>а) почти ничего: фотографии и так разные</summary>
#
# Модель видит одни и те же фотографии много раз и запоминает их. Сравните столбец разрыва в таблице.
#
# </details>
# <details><summary>б) заметно сократят</summary>
#
# Верно: с 36,1 до 6,3 пункта. Теперь посмотрите, выросла ли точность.
#
# </details>

# %% [markdown] lang="en"
# > **Before you run it.** What will augmentation do to the gap on photographs?
#
# <details><summary>a) hardly anything: photographs differ anyway</summary>
#
# The model sees the same photographs many times and memorises them. Compare the column of the gap in the table.
#
# </details>
# <details><summary>b) narrow it clearly</summary>
#
# Right: from 36.1 to 6.3 points. Now see whether the accuracy has risen.
#
# </details>

# %% tags=["otter_ignore"]
show_results("augmentation")

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# На фотографиях разрыв сократился с 36,1 ± 1,0 до 6,3 ± 0,1 пункта, на рисунках — с 19,5 ± 1,6 до 9,6 ± 1,2, и там и там
# точность выросла. За аугментации платят временем: эпоха на фотографиях длиннее в 1,15 ± 0,03 раза (одно ядро), и лучшей
# была одна из последних трёх эпох, а без аугментаций — с третьей по пятую. Где кончились кривые? Те, что к концу ещё растут, показывают не всё, на что способна модель.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# The gap has narrowed from 36.1 ± 1.0 to 6.3 ± 0.1 points on photographs and from 19.5 ± 1.6 to 9.6 ± 1.2 on drawings, and
# the accuracy has risen on both. The price of augmentation is time: epochs on photographs are 1.15 ± 0.03 times as long (one
# core), and the best one was among the last three, without augmentation the third to the fifth. Where do the curves end? Those that still rise at the end do not show all that the model
# can do.
#
# </details>
