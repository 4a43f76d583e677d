# %% [markdown] lang="ru"
# ### Задание. `{{ answer }}` ({{ "{{ " ~ name ~ " }}" }} балла)
#
# TODO: условие. Пока: `{{ answer }}()` — слой, который удваивает вход любой формы `[N, C, H, W]`.

# %% [markdown] lang="en"
# ### Task. `{{ answer }}` ({{ "{{ " ~ name ~ " }}" }} points)
#
# TODO: the task. For now: `{{ answer }}()` is a layer that doubles its input, of any shape `[N, C, H, W]`.

# %%
class {{ answer }}(nn.Module):
    """
    ru: TODO: что делает слой.
    en: TODO: what the layer does.
    """

    def __init__(self):
        """
        ru: TODO: что создаётся.
        en: TODO: what is created.
        """
        super().__init__()
        # BEGIN SOLUTION
        self.factor = 2
        # END SOLUTION

    def forward(self, x):
        """
        ru: Вход: float32 [N, C, H, W]. Выход: TODO.
        en: Input: float32 [N, C, H, W]. Output: TODO.
        """
        # BEGIN SOLUTION
        return self.factor * x
        # END SOLUTION
