"""A data set that is not there: the error comes at once, and the folder for it can be made."""

from torchvision import datasets

assert len(datasets.FakeData(size=2)) == 2
try:
    datasets.CIFAR10("data", download=True)
except (OSError, RuntimeError):
    pass
else:
    raise AssertionError("something was downloaded")
