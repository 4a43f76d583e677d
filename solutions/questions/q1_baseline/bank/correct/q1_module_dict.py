"""
idea: Layers in nn.ModuleDict, in another order.
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.layers = nn.ModuleDict({
            "head": nn.Linear(128, 10),
            "hidden": nn.Linear(4096, 128),
            "second": nn.Conv2d(16, 16, 3, padding=1),
            "first": nn.Conv2d(3, 16, 3, padding=1),
        })
        self.activation = activation

    def forward(self, x):
        act = self.activation()
        x = act(self.layers["second"](act(self.layers["first"](x))))
        x = nn.functional.max_pool2d(x, 2).flatten(start_dim=1)
        return self.layers["head"](act(self.layers["hidden"](x)))
