"""
idea: add_module in a loop.
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        layers = [
            nn.Conv2d(3, 16, 3, padding=1),
            activation(),
            nn.Conv2d(16, 16, 3, padding=1),
            activation(),
            nn.MaxPool2d(2, 2),
            nn.Flatten(),
            nn.Linear(4096, 128),
            activation(),
            nn.Linear(128, 10),
        ]
        for index, layer in enumerate(layers):
            self.add_module(f"layer{index}", layer)

    def forward(self, x):
        for layer in self.children():
            x = layer(x)
        return x
