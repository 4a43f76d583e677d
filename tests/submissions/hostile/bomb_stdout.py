"""
kind: bomb
tries: Half a gigabyte of lines on stdout.
plain: no
"""

for _ in range(500):
    print(("x" * 1023 + "\n") * 1024)
