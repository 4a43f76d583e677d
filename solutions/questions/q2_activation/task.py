# %% [markdown] lang="ru"
# ### Задание 2. Модель с параметром `activation`
#
# Чтобы сравнить функции активации, нужна модель, в которой активацию можно поменять. Напишите `ModelBaseline` ещё
# раз, с тем же именем и той же архитектурой, но с параметром `activation`:
#
# - `activation` — это **класс**, а не готовый модуль: `ModelBaseline(activation=nn.ELU)`, без скобок после `nn.ELU`.
#   Точнее, это всё, что можно вызвать без аргументов и получить модуль. Подойдёт, например,
#   `lambda: nn.LeakyReLU(0.3)` или ваш собственный класс;
# - **все три** скрытые активации получены из `activation`. Можно создать для них три модуля, а можно один общий;
# - по умолчанию стоит `nn.ReLU`: `ModelBaseline()` работает как в задании 1;
# - после последнего слоя активации по-прежнему нет.
#
# <details><summary>Подсказка 1</summary>
#
# Параметр со значением по умолчанию: `def __init__(self, activation=nn.ReLU)`. Внутри `__init__` у вас есть
# переменная `activation`. Что нужно с ней сделать, чтобы получить модуль?
#
# </details>
#
# <details><summary>Подсказка 2</summary>
#
# `activation()` создаёт модуль. Проверьте, не осталось ли где-нибудь старого `nn.ReLU()` или `F.relu`: по графику
# обучения такую ошибку не заметить.
#
# </details>
#
# <details><summary>Подсказка 3</summary>
#
# Возьмите решение задания 1 и замените каждое `nn.ReLU()` на `activation()`. Для каждого из трёх мест вызов свой:
# тогда правильно заработают и активации с обучаемыми параметрами, например `nn.PReLU`.
#
# </details>

# %% [markdown] lang="en"
# ### Task 2. The model with an `activation` parameter
#
# To compare activations we need a model in which the activation can be exchanged. Write `ModelBaseline` again, under
# the same name and with the same architecture, but with a parameter `activation`:
#
# - `activation` is a **class**, not a ready module: `ModelBaseline(activation=nn.ELU)`, with no brackets after
#   `nn.ELU`. More precisely, it is anything that makes a module when it is called without arguments:
#   `lambda: nn.LeakyReLU(0.3)`, for instance, or a class of your own;
# - **all three** hidden activations come from `activation`. They may be three modules, or a single one that is shared;
# - the default is `nn.ReLU`: `ModelBaseline()` works as in task 1;
# - there is still no activation after the last layer.
#
# <details><summary>Hint 1</summary>
#
# A parameter with a default: `def __init__(self, activation=nn.ReLU)`. Inside `__init__` you have a variable
# `activation`. What must you do with it to obtain a module?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `activation()` makes a module. Make sure that no old `nn.ReLU()` or `F.relu` is left: the training curves will not
# give such a mistake away.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# Take your solution of task 1 and replace each `nn.ReLU()` by `activation()`. Call it anew in each of the three
# places: then activations with trainable parameters, such as `nn.PReLU`, will work properly too.
#
# </details>

# %%
class ModelBaseline(nn.Module):
    """
    ru: Модель из задания 1, в которой можно выбрать функцию активации.
    en: The model of task 1 with a choice of activation.
    """

    def __init__(self, activation=nn.ReLU):
        """
        ru: activation: класс (или функция без аргументов), который создаёт модуль активации; нужны три активации.
        en: activation: a class (or a function without arguments) that makes an activation module; three are needed.
        """
        super().__init__()
        # BEGIN SOLUTION
        self.block = nn.Sequential(
            nn.Conv2d(3, 16, kernel_size=3, padding=1),
            activation(),
            nn.Conv2d(16, 16, kernel_size=3, padding=1),
            activation(),
            nn.MaxPool2d(2, 2),
        )
        self.head = nn.Sequential(
            nn.Flatten(),
            nn.Linear(16 * 16 * 16, 128),
            activation(),
            nn.Linear(128, 10),
        )
        # END SOLUTION

    def forward(self, x):
        """
        ru: Вход: картинки float32 [N, 3, 32, 32]. Выход: логиты float32 [N, 10], без softmax.
        en: Input: images, float32 [N, 3, 32, 32]. Output: logits, float32 [N, 10], no softmax.
        """
        # BEGIN SOLUTION
        return self.head(self.block(x))
        # END SOLUTION
