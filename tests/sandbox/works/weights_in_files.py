"""A network saved and loaded, as a whole and by its weights."""

import torch
from torch import nn

network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(4, 2))
torch.save(network.state_dict(), "weights.pt")
network.load_state_dict(torch.load("weights.pt"))
network.load_state_dict(torch.load("weights.pt", map_location="cpu", weights_only=True, mmap=True))
torch.save(network, "network.pt")
again = torch.load("network.pt", weights_only=False)
assert torch.equal(again(torch.ones(1, 3, 3, 3)), network(torch.ones(1, 3, 3, 3)))
torch.save({"epoch": 1, "optimizer": torch.optim.Adam(network.parameters()).state_dict()}, "checkpoint.pt")
assert torch.load("checkpoint.pt")["epoch"] == 1
