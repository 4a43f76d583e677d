"""An ordinary training loop with its extras: clipping, schedule, accumulated statistics, early stop."""

import copy

import torch
import torch.nn.functional as F
from torch import nn

network = nn.Sequential(nn.Flatten(), nn.Linear(12, 8), nn.BatchNorm1d(8), nn.Dropout(0.2), nn.Linear(8, 2))
optimizer = torch.optim.AdamW(network.parameters(), lr=1e-2)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 3)
best = copy.deepcopy(network.state_dict())
for _ in range(3):
    loss = F.cross_entropy(network(torch.randn(8, 3, 2, 2)), torch.randint(0, 2, (8,)))
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    schedule.step()
network.load_state_dict(best)
with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
    network.eval()(torch.randn(2, 3, 2, 2))
for kind in (torch.optim.SGD, torch.optim.RMSprop, torch.optim.Adagrad):
    kind(network.parameters(), lr=0.1).step()
