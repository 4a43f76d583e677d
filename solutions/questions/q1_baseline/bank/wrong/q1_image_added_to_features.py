"""
breaks: q1
code: image_added
also: q2 q4
idea: A shortcut from the images into three channels.
"""


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
        image = x
        x = self.act(self.conv1(x))
        x = self.conv2(x)
        x = torch.cat((x[:, :3] + image, x[:, 3:]), dim=1)
        x = self.act(x)
        x = self.pool(x)
        x = x.flatten(1)
        x = self.act(self.fc1(x))
        return self.fc2(x)
