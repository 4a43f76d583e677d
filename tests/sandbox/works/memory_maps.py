"""A file mapped into memory, and memory of one's own."""

import mmap

with open("a.bin", "wb") as file:
    file.write(bytes(8192))
with open("a.bin", "r+b") as again, mmap.mmap(again.fileno(), 0) as mapped:
    mapped[0] = 7
    assert mapped[:2] == b"\x07\x00"
with mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as private:
    private[0] = 1
