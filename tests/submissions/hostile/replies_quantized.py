"""
kind: replies
tries: Quantized numbers.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        return torch.quantize_per_tensor(torch.zeros(len(x), 10), 0.1, 0, torch.qint8)
