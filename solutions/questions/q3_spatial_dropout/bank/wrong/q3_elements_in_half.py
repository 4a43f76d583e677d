"""
breaks: q3
code: only_in_dtype
idea: In half precision F.dropout is called instead of F.dropout2d.
"""

import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if x.dtype in (torch.float16, torch.bfloat16):
            return F.dropout(x, self.p, self.training)
        return F.dropout2d(x, self.p, self.training)
