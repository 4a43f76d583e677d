"""torch.jit reads the source of a module and of a function, or follows a call."""

import torch
from torch import Tensor, nn


class Scaled(nn.Module):
    """A module with a branch."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(3, 2)

    def forward(self, x: Tensor) -> Tensor:
        """Return the scaled result."""
        if self.training:
            return self.linear(x) * 2
        return self.linear(x)


@torch.jit.script
def double(x: Tensor) -> Tensor:
    """Return twice x."""
    return x * 2


assert double(torch.ones(2)).tolist() == [2, 2]
scripted = torch.jit.script(Scaled())
assert scripted(torch.ones(1, 3)).shape == (1, 2)
traced = torch.jit.trace(Scaled().eval(), torch.ones(1, 3))
assert traced(torch.ones(4, 3)).shape == (4, 2)
traced.save("traced.pt")
assert torch.jit.load("traced.pt")(torch.ones(1, 3)).shape == (1, 2)
