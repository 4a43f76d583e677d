"""
kind: replies
tries: Sparse layouts: coordinates, rows and blocks in turn.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    calls = 0

    def forward(self, x):
        ModelBaseline.calls += 1
        dense = torch.zeros(len(x), 10)
        return (dense.to_sparse, dense.to_sparse_csr, dense.to_sparse_csc)[self.calls % 3]()
