#!/usr/bin/env python3
"""A small web server: it says which instance has answered, and ends when it has nothing more to answer."""
import asyncio
import os
import signal
import socket

INSTANCE = os.environ.get("RoleInstanceID", "Shop_IN_0")
PORT = 18080 + int(INSTANCE.rsplit("_", 1)[-1])
BODY = f"{INSTANCE}\n".encode()
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nContent-Type: text/plain\r\n\r\n%s" % (len(BODY), BODY)


class Client(asyncio.Protocol):
    """One connection; it may ask again and again."""

    everyone = set()

    def connection_made(self, transport):
        self.transport, self.rest = transport, b""
        self.everyone.add(self)

    def data_received(self, data):
        *heads, self.rest = (self.rest + data).split(b"\r\n\r\n")
        self.transport.write(ANSWER * len(heads))

    def connection_lost(self, error):
        self.everyone.discard(self)


def tell(word):
    """Says a word to the bootstrapper, as sd_notify does."""
    path = os.environ.get("NOTIFY_SOCKET")
    if path:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as speaker:
            speaker.sendto(word, "\0" + path[1:] if path.startswith("@") else path)


async def main():
    loop = asyncio.get_running_loop()
    told = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, told.set)
    server = await loop.create_server(Client, "127.0.0.1", PORT, backlog=512)
    print(f"serving on 127.0.0.1:{PORT}", flush=True)
    tell(b"READY=1")
    await told.wait()
    server.close()
    # What has come is answered already: between two requests a connection may end.
    for client in list(Client.everyone):
        client.transport.close()
    print("served", flush=True)


asyncio.run(main())
