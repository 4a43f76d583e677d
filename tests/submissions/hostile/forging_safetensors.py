"""
kind: forging
tries: The function that packs tensors is exchanged for one whose header lies about offsets, shapes and types.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()

    def forward(self, x):
        return torch.zeros(len(x), 10)


import itertools
import json
import struct

import safetensors.torch

HEADERS = itertools.cycle(
    (
        {"outputs.0": {"dtype": "F32", "shape": [2**62, 10], "data_offsets": [0, 4]}},
        {"outputs.0": {"dtype": "F32", "shape": [4, 10], "data_offsets": [0, 2**63]}},
        {"outputs.0": {"dtype": "F99", "shape": [-1], "data_offsets": [4, 0]}},
        {str(number): {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]} for number in range(50_000)},
    )
)


def save(*a, **k):
    text = json.dumps(next(HEADERS)).encode()
    return struct.pack("<Q", len(text)) + text + bytes(4)


safetensors.torch.save = safetensors.serialize = safetensors.torch.serialize = save
