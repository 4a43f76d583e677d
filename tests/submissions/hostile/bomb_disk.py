"""
kind: bomb
tries: A file in the working folder grows to 2 GiB.
plain: no
"""

with open("CANARY_big", "wb") as file:
    for _ in range(32):
        file.write(b"\1" * 2**26)
