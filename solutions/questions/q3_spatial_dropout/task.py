# %% [markdown] lang="ru"
# ### Задание 3. `SpatialDropout`
#
# Напишите слой `SpatialDropout(p=0.2)`. Вход и выход: `[N, C, H, W]`, высота и ширина любые и не обязаны совпадать.
#
# В режиме обучения (`layer.train()`):
#
# - у **каждой картинки** батча случайно выбираются **свои** каналы;
# - выброшенный канал равен нулю во всех точках, оставшийся равен `x / (1 - p)`;
# - верны оба понимания «доли `p`»: каждый канал выбрасывается независимо с вероятностью `p`, **или** у каждой
#   картинки выбрасывается ровно `C * p` каналов (дробное число округляйте в любую сторону), и любой набор из стольких
#   каналов выпадает с одной и той же вероятностью;
# - при каждом вызове выбор делается заново.
#
# В режиме применения (`layer.eval()`), а также при `p = 0` слой возвращает вход без изменений: с теми же значениями,
# тем же `dtype` и теми же градиентами.
#
# И ещё:
#
# - входной тензор не меняется;
# - `dtype` и устройство выхода такие же, как у входа;
# - градиент проходит через оставшиеся каналы с тем же множителем `1 / (1 - p)`, через выброшенные не проходит.
#
# Что делать при `p = 1` или недопустимом `p`, решайте сами: это не оценивается. Взять готовый `nn.Dropout2d` можно,
# баллов это не отнимет. Но интереснее написать слой своими руками, а с готовым его сравнить.
#
# <details><summary>Подсказка 1</summary>
#
# Режим слоя хранится в `self.training`: его переключают `train()` и `eval()`, в том числе когда их вызывают у всей
# модели. Начните `forward` со случаев, когда делать ничего не надо.
#
# </details>
#
# <details><summary>Подсказка 2</summary>
#
# Маске хватит одного числа на канал. Если её форма `[N, C, 1, 1]`, то при умножении на `x` PyTorch сам растянет её по
# высоте и ширине (broadcasting). `torch.rand` даёт числа, равномерно распределённые от 0 до 1. С какой вероятностью
# такое число меньше `p`?
#
# </details>
#
# <details><summary>Подсказка 3</summary>
#
# План для `forward`: 1) если не обучение или `p` равно нулю, вернуть `x`; 2) `torch.rand(..., device=x.device)`
# нужной формы и сравнение с `self.p` дают булеву маску «канал остаётся»; 3) привести маску к `x.dtype`; 4) вернуть
# произведение `x` и маски, делённое на `1 - self.p`. Не пользуйтесь `x *= ...` и `x[...] = 0`: они меняют входной
# тензор.
#
# </details>

# %% [markdown] lang="en"
# ### Task 3. `SpatialDropout`
#
# Write a layer `SpatialDropout(p=0.2)`. Input and output: `[N, C, H, W]`, for any height and width, not necessarily
# equal.
#
# In training mode (`layer.train()`):
#
# - **each image** of the batch draws **its own** random channels;
# - a dropped channel is zero at every point, a kept one is `x / (1 - p)`;
# - both readings of "a share `p`" are right: each channel is dropped independently with probability `p`, **or**
#   exactly `C * p` channels of each image are dropped (round a fraction either way), every set of that many channels
#   being equally likely;
# - every call draws anew.
#
# In evaluation mode (`layer.eval()`), and for `p = 0`, the layer returns its input unchanged: the same values, the same
# `dtype` and the same gradients.
#
# Besides:
#
# - the input tensor is not modified;
# - the output has the `dtype` and the device of the input;
# - the gradient passes through kept channels with the same factor `1 / (1 - p)`, and not at all through dropped ones.
#
# What happens for `p = 1` or an invalid `p` is up to you and is not graded. You may use the ready-made `nn.Dropout2d`;
# it costs no points. But it is more fun to write the layer yourself, and to compare it with the ready-made one.
#
# <details><summary>Hint 1</summary>
#
# The mode of a layer is kept in `self.training`: `train()` and `eval()` switch it, also when they are called on the
# whole model. Start `forward` with the cases in which nothing has to be done.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The mask needs one number per channel only. If its shape is `[N, C, 1, 1]`, PyTorch stretches it over height and
# width when you multiply it by `x` (broadcasting). `torch.rand` gives numbers that are uniform between 0 and 1. With
# what probability is such a number less than `p`?
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# A plan for `forward`: 1) if not in training, or if `p` is zero, return `x`; 2) `torch.rand(..., device=x.device)` of
# the right shape, compared with `self.p`, gives a boolean mask "this channel stays"; 3) cast the mask to `x.dtype`;
# 4) return the product of `x` and the mask divided by `1 - self.p`. Avoid `x *= ...` and `x[...] = 0`: they modify
# the input.
#
# </details>

# %%
class SpatialDropout(nn.Module):
    """
    ru: Dropout, который выключает карты признаков целиком.
    en: Dropout that switches whole feature maps off.
    """

    def __init__(self, p=0.2):
        """
        ru: p: доля выбрасываемых каналов, 0 <= p < 1.
        en: p: the share of channels to drop, 0 <= p < 1.
        """
        super().__init__()
        # BEGIN SOLUTION
        self.p = p
        # END SOLUTION

    def forward(self, x):
        """
        ru: Вход и выход: [N, C, H, W]. Обучение: у каждой картинки свои нулевые каналы, остальные равны x / (1 - p).
        ru: Режим eval() или p = 0: выход равен входу.
        en: Input and output: [N, C, H, W]. Training: each image has its own zero channels, the rest are x / (1 - p).
        en: In eval() mode, or for p = 0: the output equals the input.
        """
        # BEGIN SOLUTION
        if not self.training or self.p == 0:
            return x
        samples, channels = x.shape[:2]
        kept = torch.rand(samples, channels, 1, 1, device=x.device) >= self.p
        return x * kept.to(x.dtype) / (1 - self.p)
        # END SOLUTION
