"""The two programs under comparison: found under an address, or started here."""
import collections, http.client, os, subprocess, urllib.parse

from measure.server import ALL, Server

Answer = collections.namedtuple("Answer", "status headers body")
# The same for both, because citations and descriptions repeat the address that the client used.
HOST = "sinolac.example"


class Service:
    """One of the two; all requests go over one connection, and answers come uncompressed."""

    def __init__(self, name, place, database, data, scratch, seeds):
        self.name, self.server, self.connection = name, None, None
        if place.startswith("http://"):
            address = urllib.parse.urlsplit(place)
            self.host, self.port = address.hostname, address.port or 80
            return
        folder = ["--data", data] if data else []
        if seeds:
            database = os.path.join(scratch, f"{name}.db")
            subprocess.run([place, "seed", "--database", database, *folder], check=True, stdout=subprocess.DEVNULL)
        log, given = os.path.join(scratch, f"{name}.log"), ["--database", database] if database else folder
        self.server = Server([place, "serve", "--listen", "{address}", *given], log, cpus=ALL)
        self.server.start("/health", limit=300)
        self.host, self.port = "127.0.0.1", self.server.port

    def send(self, method, path, headers={}):
        """Send a request; `receive` takes the answer, so that both programs can work at the same time."""
        self.sent = method, path, {"Host": HOST, "Accept-Encoding": "identity", **headers}
        self.begin()

    def begin(self):
        method, path, headers = self.sent
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(self.host, self.port, timeout=120)
            self.connection.request(method, path, headers=headers)
        except OSError:
            self.close()

    def receive(self):
        """The answer to what was sent, asked for again when the kept connection was closed; status 0 if there is none."""
        for _ in range(2):
            try:
                if self.connection is None:
                    self.begin()
                answer = self.connection.getresponse()
                return Answer(answer.status, answer.headers, answer.read())
            except TimeoutError:
                self.close()
                break
            except (OSError, http.client.HTTPException, AttributeError):
                self.close()
        return Answer(0, {}, f"no answer from {self.name}".encode())

    def get(self, path, headers={}):
        self.send("GET", path, headers)
        return self.receive()

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def stop(self):
        self.close()
        if self.server:
            self.server.stop()
