"""
breaks: q1
code: weights_as_buffers
also: q2 q4
idea: The kernels of the convolutions are buffers.
"""

import torch.nn.functional as F



class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.register_buffer("kernel1", torch.randn(16, 3, 3, 3) * 0.2)
        self.register_buffer("kernel2", torch.randn(16, 16, 3, 3) * 0.1)
        self.bias1 = nn.Parameter(torch.zeros(16))
        self.bias2 = nn.Parameter(torch.zeros(16))
        self.act = activation()
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(4096, 128), activation(), nn.Linear(128, 10))

    def forward(self, x):
        x = self.act(F.conv2d(x, self.kernel1, self.bias1, padding=1))
        x = self.act(F.conv2d(x, self.kernel2, self.bias2, padding=1))
        return self.head(F.max_pool2d(x, 2))
