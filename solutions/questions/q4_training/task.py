# %% [markdown] lang="ru"
# ### Задание 4. Обучите свою модель
#
# Здесь ничего писать не нужно. При оценке ваша `ModelBaseline()` обучается с нуля на обучающей выборке `data_small`
# по короткому рецепту, а затем должна верно узнать не меньше **{{ threshold }} %** картинок, которых никто из студентов
# не видел. Правильная модель с обычной инициализацией PyTorch проходит этот порог с запасом. Если запуск закончился
# близко к порогу, обучение повторяется, и решает большинство из пяти запусков. И ещё: за время обучения должны
# измениться веса **каждого** слоя, поэтому с замороженным слоем задание не засчитывается. Рецепт:
#
# - Adam, размер батча {{ batch_size }}, число эпох {{ epochs }};
# - скорость обучения меняется по графику one-cycle: сначала растёт до `{{ rate }}`, затем плавно падает почти до нуля.
#
# Обучите модель по этому же рецепту сами.
#
# > **Прежде чем запускать.** В начале семинара та же модель училась с постоянной скоростью `1e-3`. Зачем к концу
# > обучения уменьшать скорость?
#
# <details><summary>а) чтобы веса не менялись вовсе</summary>
#
# Тогда можно было бы просто остановиться раньше.
#
# </details>
# <details><summary>б) чтобы меньше шуметь у самого минимума</summary>
#
# Верно: градиент батча — лишь оценка, и большие шаги вокруг минимума бросают веса из стороны в сторону. Сравните точность
# с первой моделью: эпох теперь меньше.
#
# </details>
#
# <details><summary>Подсказка 1</summary>
#
# Модель не учится или учится плохо? Сначала добейтесь, чтобы прошли проверки заданий 1 и 2: почти все причины видны
# уже там.
#
# </details>
#
# <details><summary>Подсказка 2</summary>
#
# Если потери застряли около 2,3, градиент не доходит до весов. Нет ли softmax на выходе, активации после последнего
# слоя, `detach()`, `.data` или `torch.no_grad()` в `forward`?
#
# </details>
#
# <details><summary>Подсказка 3</summary>
#
# Посмотрите на список `[name for name, _ in model.named_parameters()]`: в нём должно быть восемь имён: вес и смещение
# у каждой из двух свёрток и у каждого из двух полносвязных слоёв. Если имён меньше, какие-то слои лежат в обычном
# списке Python или создаются в `forward`, и оптимизатор о них не знает.
#
# </details>

# %% [markdown] lang="en"
# ### Task 4. Train your model
#
# There is nothing to write here. Grading trains your `ModelBaseline()` from scratch on the training part of
# `data_small` by a short recipe, and then it must recognise at least **{{ threshold }} %** of images that no student has
# seen. A correct model with PyTorch's usual initialisation clears this with room to spare. If a run ends close to the
# threshold, the training is repeated, and the majority of five runs decides. Besides, the training has to move the
# weights of **every** layer: a model with a frozen layer does not pass. The recipe:
#
# - Adam, batch size {{ batch_size }}, {{ epochs }} epochs;
# - a one-cycle learning rate: it first rises to `{{ rate }}` and then falls smoothly almost to zero.
#
# Train the model by the same recipe yourself.
#
# > **Before you run it.** At the start of the seminar the same model was trained at a constant rate of `1e-3`. What is
# > the point of making the rate smaller towards the end?
#
# <details><summary>a) that weights do not change at all</summary>
#
# Then one could simply stop earlier.
#
# </details>
# <details><summary>b) less noise close to the minimum</summary>
#
# Right: the gradient of a batch is only an estimate, and large steps throw the weights to and fro around the minimum.
# Compare the accuracy with the first model's: there are fewer epochs now.
#
# </details>
#
# <details><summary>Hint 1</summary>
#
# The model learns badly or not at all? First make the checks of tasks 1 and 2 pass: they find almost every cause.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# If the loss is stuck near 2.3, no gradient reaches the weights. Is there a softmax at the output, an activation
# after the last layer, or `detach()`, `.data` or `torch.no_grad()` in `forward`?
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# Look at the list `[name for name, _ in model.named_parameters()]`: it should have eight names, a weight and a bias
# for each of two convolutions and two fully connected layers. If there are fewer, some layers are kept in an ordinary
# Python list or made in `forward`, and the optimiser does not know of them.
#
# </details>

# %% tags=["otter_ignore"]
if written(ModelBaseline):
    torch.manual_seed(0)
    model = ModelBaseline()
    small_train, small_validation = load_small()
    history = fit(
        model,
        small_train,
        small_validation,
        epochs=epochs({{ epochs }}),
        batch_size={{ batch_size }},
        lr={{ rate }},
        one_cycle=True,
        seed=0,
        label="one-cycle",
    )
    plot_curves([history])
    display(compare_table([history]))
