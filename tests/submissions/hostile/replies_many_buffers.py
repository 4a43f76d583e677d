"""
kind: replies
tries: A hundred thousand buffers beside the right parameters.
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def __init__(self, activation=nn.ReLU):
        super().__init__(activation)
        for number in range(100_000):
            self.register_buffer(f"b{number}", torch.zeros(0))
