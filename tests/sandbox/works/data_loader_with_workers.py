"""Batches asked from worker processes: there are none here, and the same batches come from this one."""

import torch
from torch.utils.data import DataLoader, TensorDataset

data = TensorDataset(torch.arange(10))
loader = DataLoader(
    data,
    batch_size=4,
    num_workers=2,
    persistent_workers=True,
    prefetch_factor=2,
    multiprocessing_context="fork",
    timeout=5,
)
for _ in range(2):
    assert torch.cat([numbers for (numbers,) in loader]).tolist() == list(range(10))
assert len(list(DataLoader(data, 5, True, None, None, 2))) == 2


class Loader(DataLoader):
    """A loader of the student's own."""

    def __init__(self) -> None:
        super().__init__(data, num_workers=4, pin_memory=True)


assert len(list(Loader())) == 10
