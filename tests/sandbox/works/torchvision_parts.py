"""torchvision: transforms, networks without downloads, grids of images."""

import torch
import torchvision
from torchvision import datasets, models, transforms
from torchvision.transforms import v2

image = torch.rand(3, 32, 32)
steps = [transforms.ToPILImage(), transforms.RandomCrop(28), transforms.RandomHorizontalFlip(), transforms.ToTensor()]
assert transforms.Compose(steps)(image).shape == (3, 28, 28)
assert v2.Resize((16, 16))(image).shape == (3, 16, 16)
network = models.resnet18(weights=None, num_classes=10).eval()
assert network(image[None]).shape == (1, 10)
torchvision.utils.save_image(torchvision.utils.make_grid(image[None]), "grid.png")
assert torchvision.io.read_image("grid.png").shape[0] == 3
assert len(datasets.FakeData(size=3, image_size=(3, 8, 8))) == 3
