"""
kind: bomb
tries: Half a gigabyte of lines on stdout.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

for _ in range(500):
    print(("x" * 1023 + "\n") * 1024)
