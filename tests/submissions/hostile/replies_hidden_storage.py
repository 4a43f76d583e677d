"""
kind: replies
tries: A small view of a storage of half a gigabyte, right in its values.
deserves: q1=3 q2=2 q3=4 q4=1
plain: yes
"""


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        output = super().forward(x)
        if output.requires_grad:
            return output
        large = torch.empty(2**27)
        return large[: output.numel()].copy_(output.flatten()).view(output.shape)
