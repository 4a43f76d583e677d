"""Batches from a data set in this process."""

import torch
from torch.utils.data import DataLoader, Dataset, TensorDataset, random_split


class Squares(Dataset):
    """Numbers and their squares."""

    def __len__(self) -> int:
        return 10

    def __getitem__(self, index: int) -> tuple[int, int]:
        return index, index**2


batches = list(DataLoader(Squares(), batch_size=4, shuffle=True, num_workers=0))
assert sum(len(numbers) for numbers, _ in batches) == 10
train, test = random_split(TensorDataset(torch.randn(10, 3)), [8, 2])
assert len(list(DataLoader(train, batch_size=3, drop_last=True))) == 2
assert len(list(DataLoader(test, batch_size=1))) == 2
