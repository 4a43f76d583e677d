"""
idea: The convolution as a sum over nine shifts of the padded image.
"""


def convolve(x, layer):
    height, width = x.shape[2:]
    padded = nn.functional.pad(x, (1, 1, 1, 1))
    total = layer.bias.view(1, -1, 1, 1)
    for i in range(3):
        for j in range(3):
            window = padded[:, :, i : i + height, j : j + width]
            total = total + torch.einsum("nchw,oc->nohw", window, layer.weight[:, :, i, j])
    return total


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 16, 3, padding=1)
        self.pool = nn.MaxPool2d(2, 2)
        self.fc1 = nn.Linear(4096, 128)
        self.fc2 = nn.Linear(128, 10)
        self.act = activation()

    def forward(self, x):
        x = self.act(convolve(x, self.conv1))
        x = self.act(convolve(x, self.conv2))
        x = self.pool(x)
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        return self.fc2(x)
