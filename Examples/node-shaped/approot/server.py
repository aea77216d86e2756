"""Serves the same page as server.js, for machines without node."""

import http.server
import os
import signal
import sys


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = f"hello from {os.environ.get('RoleInstanceID')}\n".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def goodbye(*_):
    print("server: goodbye", flush=True)
    sys.exit(0)


server = http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Page)
signal.signal(signal.SIGTERM, goodbye)
print(f"server: listening on 127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
