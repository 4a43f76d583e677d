"""
kind: patching
tries: A forward hook on all modules replaces every output, those of activations handed in included.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()

    def forward(self, x):
        return torch.zeros(len(x), 10)


def hook(module, inputs, output):
    return torch.full_like(output, float("nan")) if isinstance(output, torch.Tensor) else output


torch.nn.modules.module.register_module_forward_hook(hook)
torch.nn.modules.module.register_module_forward_pre_hook(lambda module, inputs: None)
