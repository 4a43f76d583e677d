"""
kind: device
tries: Asks the card for what lies outside a tensor, which ends everything that this process has on it.
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        if x.is_cuda:
            try:
                torch.zeros(4, device=x.device)[torch.tensor([1 << 20], device=x.device)]
                torch.cuda.synchronize()
            except RuntimeError:
                pass
        return super().forward(x)
