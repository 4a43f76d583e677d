"""
kind: bomb
tries: One tensor of 6 GiB of ones while the cells run.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

hoard = torch.ones(6 * 2**28)
