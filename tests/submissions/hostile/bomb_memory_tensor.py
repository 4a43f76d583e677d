"""
kind: bomb
tries: One tensor of 6 GiB of ones while the cells run.
plain: no
"""

hoard = torch.ones(6 * 2**28)
