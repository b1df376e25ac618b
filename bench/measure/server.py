"""A server under test: started on a core of its own, watched through /proc."""
import glob, http.client, os, socket, subprocess, threading, time

ALL = sorted(os.sched_getaffinity(0))
# Server and client on a core each; on a single core they share it and the figures mean little.
SERVER_CPUS, CLIENT_CPUS = (ALL[:1], ALL[1:2]) if len(ALL) > 1 else (ALL, ALL)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """A process that listens on `port`; `argv` may hold {port} and {address}."""

    def __init__(self, argv, log, cpus=SERVER_CPUS):
        self.port, self.log, self.cpus, self.process = free_port(), log, cpus, None
        self.argv = [a.format(port=self.port, address=f"127.0.0.1:{self.port}") for a in argv]

    def start(self, path, limit=60):
        """Start it; seconds until `path` was answered 200. Raises with its last words when it ends instead."""
        with open(self.log, "ab") as log:
            begun = time.perf_counter()
            self.process = subprocess.Popen(self.argv, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                                            preexec_fn=lambda: os.sched_setaffinity(0, self.cpus))
        while time.perf_counter() - begun < limit:
            try:
                if self.get(path)[0] == 200:
                    return time.perf_counter() - begun
            except (OSError, http.client.HTTPException):
                pass
            if self.process.poll() is not None:
                with open(self.log, errors="replace") as log:
                    raise RuntimeError(f"{self.argv[0]} ended: {log.read()[-400:]}")
            time.sleep(0.0002)
        self.stop()
        raise RuntimeError(f"{self.argv[0]} did not answer {path} within {limit} s")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def get(self, path, headers={}):
        """Status, headers and body of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def pids(self):
        """The process and its children (nginx has a worker)."""
        pids = [self.process.pid]
        for pid in pids:
            try:
                with open(f"/proc/{pid}/task/{pid}/children") as f:
                    pids += map(int, f.read().split())
            except OSError:
                pass
        return pids

    def cpu(self):
        """Processor seconds used so far by all its threads, to the nanosecond."""
        nanoseconds = 0
        for pid in self.pids():
            for file in glob.glob(f"/proc/{pid}/task/*/schedstat"):
                try:
                    with open(file) as f:
                        nanoseconds += int(f.read().split()[0])
                except OSError:
                    pass
        return nanoseconds / 1e9

    def memory(self):
        """Resident megabytes: all of them, and those that are its own rather than pages of a file."""
        with open(f"/proc/{self.process.pid}/status") as f:
            kb = {k: int(v.split()[0]) for k, v in (line.split(":", 1) for line in f) if k in ("VmRSS", "RssAnon")}
        return kb["VmRSS"] / 1024, kb["RssAnon"] / 1024


class Peak:
    """Watches a server's memory while something runs: `with Peak(server) as peak: ...; peak.growth`."""

    def __init__(self, server):
        self.server, self.done = server, threading.Event()

    def __enter__(self):
        self.before = self.peak = self.server.memory()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()
        return self

    def watch(self):
        while not self.done.wait(0.01):
            self.peak = tuple(map(max, self.peak, self.server.memory()))

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()
        self.growth = tuple(p - b for p, b in zip(self.peak, self.before))
