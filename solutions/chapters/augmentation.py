# %% [markdown] lang="ru"
# ## 4. Аугментации
#
# Кошка, отражённая слева направо, остаётся кошкой. **Аугментации** случайно меняют обучающие картинки так, чтобы
# класс сохранился: модель почти не видит одну и ту же картинку дважды, и запоминать ей труднее. Наш набор:
#
# - `ColorJitter(hue=0.05, saturation=0.05)`: небольшой сдвиг цветового тона и насыщенности;
# - `RandomHorizontalFlip()`: отражение с вероятностью 0,5;
# - `RandomRotation(20)`: поворот на случайный угол от −20° до 20°; уголки, для которых на исходной картинке нет
#   пикселей, заполняются чёрным.
#
# Всё это делает `Augment()` из библиотеки семинара, причём сразу для целого батча: у каждой картинки свои случайные
# числа.
#
# Аугментации применяют **только к обучающей выборке**. Валидация отвечает на вопрос «как модель работает на настоящих
# картинках», а искажённые картинки настоящими не назовёшь.
#
# > **Прежде чем запускать.** Насколько можно повернуть рисунок или сдвинуть его тон, чтобы класс ещё узнавался? Каким
# > классам большой сдвиг тона повредит сильнее? Ответьте, а потом проверьте ползунками под рисунком.

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
# The library's `Augment()` does all this for a whole batch at once, with random numbers of its own for each image.
#
# Augmentation is for the **training set only**. Validation asks how the model does on real images, and distorted
# images are not real ones.
#
# > **Before you run it.** How far can a drawing be turned, or its hue be shifted, before its class is lost? Which
# > classes suffer most from a large shift of hue? Answer first, then try the sliders below the figure.

# %% tags=["otter_ignore"]
_ = explore_augmentations(train, hue=0.05, saturation=0.05, flip=0.5, degrees=20)

# %% [markdown] lang="ru"
# > **Прежде чем запускать.** Обучим две одинаковые модели: без аугментаций и с ними. У какой будет выше точность на
# > обучающих картинках? У какой меньше разрыв между обучением и валидацией? Всегда ли меньший разрыв означает лучший
# > результат на валидации?

# %% [markdown] lang="en"
# > **Before you run it.** We train two identical models, without augmentation and with it. Which will have the higher
# > accuracy on training images? Which the smaller gap between training and validation? Does a smaller gap always mean
# > a better validation result?

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
# Сравнивайте не только разрыв, но и саму валидационную кривую. Разрыв легко убрать, испортив обучение: модель,
# которая отвечает наугад, не переобучена вовсе. С аугментациями модель обычно учится медленнее: если кривая на
# валидации ещё растёт, дайте ей больше эпох.
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
# Compare the validation curves themselves, not only the gaps. A gap is easily closed by spoiling the training: a
# model that guesses does not overfit at all. With augmentation a model usually learns more slowly: if its validation
# curve still rises, give it more epochs.
#
# Note that the training accuracy which `fit` records (the dashed curve) is collected during the epoch and on
# **distorted** images. So it can be below the validation accuracy, and that is no mistake.
#
# For what data does mirroring change the class? (Handwritten letters? Road signs? X-ray images?)
#
# </details>

# %% [markdown] lang="ru"
# > **Прежде чем запускать.** На фотографиях и на рисунках: на сколько пунктов аугментации сократят разрыв? Станет ли
# > точность на валидации выше?

# %% [markdown] lang="en"
# > **Before you run it.** On photographs and on drawings: by how many points will augmentation narrow the gap? Will it
# > raise the validation accuracy?

# %% tags=["otter_ignore"]
show_results("augmentation")

# %% [markdown] lang="ru"
# <details><summary>Обсудим</summary>
#
# Здесь фотографии и рисунки согласны: аугментации сокращают разрыв больше чем вдвое и поднимают точность на валидации.
# За это платят временем: эпоха длиннее, и эпох нужно больше. Кривые без аугментаций давно стоят на месте, а с
# аугментациями к концу всё ещё медленно растут.
#
# </details>

# %% [markdown] lang="en"
# <details><summary>Discussion</summary>
#
# Here photographs and drawings agree: augmentation cuts the gap to less than half and raises the validation accuracy.
# The price is time: epochs are longer, and more of them are needed. Without augmentation the curves came to a halt long
# ago; with it they still rise slowly at the end.
#
# </details>
