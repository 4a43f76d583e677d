"""
kind: device
tries: Keeps the card busy for minutes with one command that cannot be interrupted.
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        if x.is_cuda:
            torch.cuda._sleep(4 * 10**11)
            torch.cuda.synchronize()
        return super().forward(x)
