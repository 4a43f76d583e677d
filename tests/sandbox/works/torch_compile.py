"""torch.compile needs a compiler and other processes; without them the same module runs as it is."""

import torch
from torch import Tensor, nn

network = nn.Sequential(nn.Linear(3, 2), nn.ReLU())
x = torch.ones(4, 3)
assert torch.equal(torch.compile(network)(x), network(x))
assert torch.equal(torch.compile(network, mode="max-autotune", fullgraph=True)(x), network(x))


@torch.compile
def double(x: Tensor) -> Tensor:
    """Return twice x."""
    return 2 * x


assert double(torch.ones(2)).tolist() == [2, 2]
network.compile()
compiled = torch.compile(network, backend="eager")
compiled(x).sum().backward()
assert network[0].weight.grad is not None
