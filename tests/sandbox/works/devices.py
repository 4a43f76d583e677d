"""The devices that every program finds: read all of them, write to the one that forgets."""

with open("/dev/null", "w") as nothing:
    print("words", file=nothing)
with open("/dev/null", "rb") as nothing:
    assert nothing.read() == b""
for name in ("urandom", "random", "zero", "full"):
    with open(f"/dev/{name}", "rb", buffering=0) as device:
        assert len(device.read(8)) == 8, name
with open("/dev/zero", "rb") as zeros:
    assert zeros.read(4) == bytes(4)
