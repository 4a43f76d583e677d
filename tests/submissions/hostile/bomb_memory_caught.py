"""
kind: bomb
tries: MemoryError is caught and the memory asked for again in smaller pieces, up to 6 GiB.
plain: no
"""

hoard, size = [], 2**30
while size > 2**12 and len(hoard) < 100_000:
    try:
        hoard.append(b"\1" * size)
        if sum(map(len, hoard)) > 6 * 2**30:
            break
    except MemoryError:
        size //= 2
