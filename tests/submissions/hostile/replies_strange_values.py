"""
kind: replies
tries: named_parameters lists things that are no tensors: None, numbers, text, modules, a tensor class.
deserves: q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def named_parameters(self, *a, **k):
        values = (None, 3, "text", self, torch.Tensor, torch.zeros(2, device="meta"), torch.zeros(2).to_sparse())
        return [(f"layer.{number}", value) for number, value in enumerate(values)] + ["not a pair"]
