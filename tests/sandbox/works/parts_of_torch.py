"""Parts of torch that a curious student tries: vmap, fx, profiler, checkpoints, hooks, init, hub's folder."""

import torch
from torch import fx, nn
from torch.profiler import ProfilerActivity, profile
from torch.utils.checkpoint import checkpoint

network = nn.Sequential(nn.Linear(3, 3), nn.ReLU())
x = torch.ones(2, 3, requires_grad=True)
assert torch.func.vmap(lambda row: row.sum())(x).shape == (2,)
assert fx.symbolic_trace(network)(x).shape == (2, 3)
assert checkpoint(network, x, use_reentrant=False).shape == (2, 3)
with profile(activities=[ProfilerActivity.CPU]) as profiler:
    network(x)
assert "aten" in profiler.key_averages().table(row_limit=3)
network[0].register_forward_hook(lambda module, given, result: result + 1)
nn.init.kaiming_normal_(next(network.parameters()))
nn.utils.parametrizations.weight_norm(network[0])
assert torch.hub.get_dir()
assert torch.__config__.parallel_info()
torch.use_deterministic_algorithms(True)
torch.use_deterministic_algorithms(False)
torch.set_printoptions(precision=3)
assert "tensor" in repr(x)
torch.set_printoptions(profile="default")
