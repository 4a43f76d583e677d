"""Right answers, written in the ways in which students write them. Only their form differs; each earns every point."""

from dataclasses import dataclass

HEAD = "import torch\nfrom torch import nn\n"


@dataclass(frozen=True)
class Answers:
    """The source of the three classes. Each stands alone after `import torch` and `from torch import nn`."""

    q1: str
    q2: str
    q3: str

    def all(self) -> str:
        """Return what a script holds: q2's class, which counts for q1 too, and q3's."""
        return f"{self.q2}\n\n{self.q3}"


LAYERS = Answers(
    q1='''class ModelBaseline(nn.Module):
    """One block and two fully connected layers, layer by layer."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 16, kernel_size=3, padding=1)
        self.second = nn.Conv2d(16, 16, kernel_size=3, padding=1)
        self.pool = nn.MaxPool2d(2, 2)
        self.hidden = nn.Linear(16 * 16 * 16, 128)
        self.out = nn.Linear(128, 10)

    def forward(self, x):
        x = torch.relu(self.first(x))
        x = self.pool(torch.relu(self.second(x)))
        x = torch.relu(self.hidden(torch.flatten(x, 1)))
        return self.out(x)
''',
    q2='''class ModelBaseline(nn.Module):
    """The same with a choice of activation."""

    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.first = nn.Conv2d(3, 16, kernel_size=3, padding=1)
        self.after_first = activation()
        self.second = nn.Conv2d(16, 16, kernel_size=3, padding=1)
        self.after_second = activation()
        self.pool = nn.MaxPool2d(2, 2)
        self.hidden = nn.Linear(16 * 16 * 16, 128)
        self.after_hidden = activation()
        self.out = nn.Linear(128, 10)

    def forward(self, x):
        x = self.after_first(self.first(x))
        x = self.pool(self.after_second(self.second(x)))
        x = self.after_hidden(self.hidden(torch.flatten(x, 1)))
        return self.out(x)
''',
    q3='''class SpatialDropout(nn.Module):
    """Whole channels, each image on its own."""

    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        kept = torch.rand(x.size(0), x.size(1), 1, 1, device=x.device) >= self.p
        return x * kept.to(x.dtype) / (1 - self.p)
''',
)

SEQUENTIAL = Answers(
    q1="""class ModelBaseline(nn.Module):
    def __init__(self):
        super(ModelBaseline, self).__init__()
        self.model = nn.Sequential(
            nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(),
            nn.Conv2d(16, 16, 3, padding=1), nn.ReLU(),
            nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(4096, 128), nn.ReLU(),
            nn.Linear(128, 10),
        )

    def forward(self, images):
        return self.model(images)
""",
    q2="""class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super(ModelBaseline, self).__init__()
        self.model = nn.Sequential(
            nn.Conv2d(3, 16, 3, padding=1), activation(),
            nn.Conv2d(16, 16, 3, padding=1), activation(),
            nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(4096, 128), activation(),
            nn.Linear(128, 10),
        )

    def forward(self, images):
        return self.model(images)
""",
    q3="""class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super(SpatialDropout, self).__init__()
        self.p = p

    def forward(self, images):
        if self.training and self.p > 0:
            mask = torch.full_like(images[:, :, :1, :1], 1 - self.p).bernoulli()
            images = images * mask / (1 - self.p)
        return images
""",
)

SHORT = Answers(
    q1="""import torch.nn.functional as F


class ModelBaseline(nn.Module):
    def __init__(self):
        super().__init__()
        self.convs = nn.ModuleList([nn.Conv2d(3, 16, 3, padding='same'), nn.Conv2d(16, 16, 3, padding='same')])
        self.fcs = nn.ModuleList([nn.Linear(4096, 128), nn.Linear(128, 10)])

    def forward(self, x):
        for conv in self.convs: x = F.relu(conv(x))
        x = F.max_pool2d(x, 2).reshape(len(x), -1)
        return self.fcs[1](F.relu(self.fcs[0](x)))
""",
    q2="""import torch.nn.functional as F


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.convs = nn.ModuleList([nn.Conv2d(3, 16, 3, padding='same'), nn.Conv2d(16, 16, 3, padding='same')])
        self.fcs = nn.ModuleList([nn.Linear(4096, 128), nn.Linear(128, 10)])
        self.acts = nn.ModuleList([activation() for _ in range(3)])

    def forward(self, x):
        for conv, act in zip(self.convs, self.acts): x = act(conv(x))
        x = F.max_pool2d(x, 2).reshape(len(x), -1)
        return self.fcs[1](self.acts[2](self.fcs[0](x)))
""",
    q3="""import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        n, c, h, w = x.shape
        return x * F.dropout(torch.ones(n, c, 1, 1, dtype=x.dtype, device=x.device), self.p, self.training)
""",
)

WAYS = (LAYERS, SEQUENTIAL, SHORT)

# The one mistake of the few files that are messy and wrong: kept channels are not rescaled.
NOT_RESCALED = """class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        return x * (torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= self.p).to(x.dtype)
"""
