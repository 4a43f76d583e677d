"""
kind: replies
tries: A small view of a storage of half a gigabyte, right in its values.
plain: yes
"""


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        output = super().forward(x)
        if output.requires_grad:
            return output
        large = torch.empty(2**27)
        return large[: output.numel()].copy_(output.flatten()).view(output.shape)
