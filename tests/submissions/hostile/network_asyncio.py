"""
kind: network
tries: Connections by asyncio and by non-blocking sockets, which go on in the background.
plain: no
"""

import asyncio
import threading

LISTENER_PORT = 47811


async def talk():
    _, writer = await asyncio.open_connection("127.0.0.1", LISTENER_PORT)
    writer.write(b"asyncio")
    await writer.drain()


threading.Thread(target=asyncio.run, args=(talk(),), daemon=True).start()
