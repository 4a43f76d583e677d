# %% [markdown] lang="ru"
# ## 3. Функции активации
#
# Без нелинейности две свёртки подряд остаются одним линейным преобразованием. Какую нелинейность взять?
#
# | функция | формула |
# |---|---|
# | ReLU | $\max(0, x)$ |
# | LeakyReLU | $x$ при $x > 0$, иначе $\alpha x$; по умолчанию $\alpha = 0{,}01$ |
# | ELU | $x$ при $x > 0$, иначе $\alpha\,(e^x - 1)$; по умолчанию $\alpha = 1$ |
# | SELU | $\lambda x$ при $x > 0$, иначе $\lambda\alpha\,(e^x - 1)$ |
#
# Вычислять ReLU дёшево, и при $x > 0$ градиент проходит через неё без потерь. Но при $x < 0$ её производная равна
# нулю. Если вход активации отрицателен **на всех** картинках обучающей выборки, градиент до весов этого нейрона не
# доходит, и сам он своих весов больше не изменит (Adam ещё немного сдвинет их по инерции). Это называют проблемой «умирающих» ReLU (dying ReLU). У остальных трёх функций производная при отрицательном входе не равна нулю.
#
# Константы SELU ($\lambda \approx 1{,}0507$, $\alpha \approx 1{,}6733$) подобраны так, чтобы среднее и дисперсия
# активаций от слоя к слою стремились к 0 и 1. Но доказано это для полносвязных сетей с особой инициализацией; у нас
# не тот случай, поэтому чудес не ждите.

# %% [markdown] lang="en"
# ## 3. Activations
#
# Without a non-linearity two convolutions in a row are still one linear map. Which non-linearity should we take?
#
# | function | formula |
# |---|---|
# | ReLU | $\max(0, x)$ |
# | LeakyReLU | $x$ for $x > 0$, else $\alpha x$; by default $\alpha = 0.01$ |
# | ELU | $x$ for $x > 0$, else $\alpha\,(e^x - 1)$; by default $\alpha = 1$ |
# | SELU | $\lambda x$ for $x > 0$, else $\lambda\alpha\,(e^x - 1)$ |
#
# ReLU is cheap, and for $x > 0$ it passes the gradient on undiminished. But for $x < 0$ its derivative is zero. If
# the input of an activation is negative on **all** images of the training set, no gradient reaches the weights of
# that neuron, which will not change them by itself any more (Adam's momentum still moves them a little). This is called the dying ReLU problem. The other three have a non-zero derivative for negative inputs.
#
# SELU's constants ($\lambda \approx 1.0507$, $\alpha \approx 1.6733$) are chosen so that mean and variance of the
# activations tend to 0 and 1 from layer to layer. But this was proved for fully connected networks with a special
# initialisation. Ours is not one, so expect no miracles.

# %% tags=["otter_ignore"]
_ = plot_activations({"ReLU": nn.ReLU(), "LeakyReLU": nn.LeakyReLU(), "ELU": nn.ELU(), "SELU": nn.SELU()})

# %% [markdown] lang="ru"
# > **Прежде чем запускать.** Чему равна производная ELU в точке −1? Прикиньте по графику.
#
# <details><summary>а) 0, как у ReLU</summary>
#
# Посмотрите на график слева от нуля: он ещё не горизонтален.
#
# </details>
# <details><summary>б) примерно 0,37</summary>
#
# Верно: $(e^x - 1)' = e^x$, а $e^{-1} \approx 0{,}37$. В точке −3 останется только 0,05.
#
# </details>
# <details><summary>в) 0,01, как у LeakyReLU</summary>
#
# Столько было бы при $x = -4{,}6$: производная ELU равна $e^x$.
#
# </details>

# %% [markdown] lang="en"
# > **Before you run it.** What is the derivative of ELU at −1? Judge by the plot.
#
# <details><summary>a) 0, as for ReLU</summary>
#
# Look at the curve to the left of zero: it is not flat yet.
#
# </details>
# <details><summary>b) about 0.37</summary>
#
# Right: $(e^x - 1)' = e^x$, and $e^{-1} \approx 0.37$. At −3 only 0.05 is left of it.
#
# </details>
# <details><summary>c) 0.01, as for LeakyReLU</summary>
#
# It would be that at $x = -4.6$: the derivative of ELU is $e^x$.
#
# </details>

# %% tags=["otter_ignore"]
for activation in (nn.ReLU, nn.LeakyReLU, nn.ELU, nn.SELU):
    x = torch.tensor([-3.0, -1.0, 1.0, 3.0], requires_grad=True)
    activation()(x).sum().backward()
    print(f"{activation.__name__:10}", x.grad)
