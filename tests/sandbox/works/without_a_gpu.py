"""Code that asks for a GPU and takes what it gets."""

import torch

device = torch.device("cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu")
assert device.type == "cpu"
assert torch.cuda.device_count() == 0
torch.backends.cudnn.benchmark = True
torch.backends.cudnn.deterministic = True
torch.cuda.manual_seed_all(0)
torch.cuda.empty_cache()
assert torch.accelerator.is_available() is False
assert torch.ones(2).to(device, non_blocking=True).sum() == 2
