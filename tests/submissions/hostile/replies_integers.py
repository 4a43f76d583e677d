"""
kind: replies
tries: Integers, booleans, 8-bit and 16-bit numbers in turn.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    calls = 0

    def forward(self, x):
        ModelBaseline.calls += 1
        types = (torch.int64, torch.bool, torch.uint8, torch.bfloat16, torch.float8_e4m3fn, torch.uint16)
        return torch.ones(len(x), 10).to(types[self.calls % len(types)])
