"""
kind: bomb
tries: Twenty files of 64 MiB each, because a limit on the size of a file does not bound their number.
plain: no
"""

for number in range(20):
    with open(f"CANARY_part_{number}", "wb") as file:
        file.write(b"\1" * 2**26)
