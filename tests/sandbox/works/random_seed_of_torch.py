"""torch takes its seed from the system, which it reads from /dev/urandom itself."""

import torch

first = torch.seed()
generator = torch.Generator()
second = generator.seed()
assert first != second
assert torch.rand(3, generator=generator).shape == (3,)
assert torch.rand(3).shape == (3,)
