"""Every way to ask how many processors there are."""

import multiprocessing
import os

import torch

assert os.cpu_count()
assert multiprocessing.cpu_count()
assert os.sched_getaffinity(0)
assert torch.get_num_threads() >= 1
torch.set_num_threads(2)
assert (torch.ones(300, 300) @ torch.ones(300, 300))[0, 0] == 300
torch.set_num_threads(1)
