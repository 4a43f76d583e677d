"""asyncio: a loop of its own, work in a thread that wakes it, a pause."""

import asyncio


async def later(number: int) -> int:
    """Return the number after a pause."""
    await asyncio.sleep(0.01)
    return number


async def everything() -> list[int]:
    """Wait for pauses and for threads."""
    numbers = list(await asyncio.gather(later(1), later(2)))
    numbers.append(await asyncio.to_thread(int, "3"))
    numbers.append(await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(None, int, "4"), 5))
    return numbers


assert asyncio.run(everything()) == [1, 2, 3, 4]
loop = asyncio.new_event_loop()
assert loop.run_until_complete(later(5)) == 5
loop.close()
