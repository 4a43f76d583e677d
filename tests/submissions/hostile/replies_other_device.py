"""
kind: replies
tries: Parameters are moved to other devices during the call, and the output with them.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        output = super().forward(x)
        self.to("meta")
        return output.to("cuda" if torch.cuda.is_available() else "meta")
