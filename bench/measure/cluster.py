"""A PostgreSQL server of the bench's own, made anew for each run, with Debian's settings but for the place and the safety of its files."""
import contextlib, os, re, subprocess, urllib.parse

from . import prepare
from .server import ALL

FUNCTIONS = os.path.join(prepare.ROOT, ".ci", "cluster")


def shell(command):
    """Run something with the functions of .ci/cluster; what it printed."""
    script = f"set -euo pipefail; source '{FUNCTIONS}'; {command}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, stdin=subprocess.DEVNULL,
                          preexec_fn=lambda: os.sched_setaffinity(0, ALL))
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stdout[-300:]} {done.stderr[-300:]}")
    return done.stdout.strip()


class Cluster:
    """Its folder, and the URL of a database on it."""

    def __init__(self):
        self.folder = os.path.join("/var/tmp", f"sinolac-bench-postgres-{os.getpid()}")
        os.makedirs(self.folder, mode=0o755)
        shell(f"install_postgresql; make_cluster '{self.folder}/data'")
        self.port = shell("free_port")
        # Output of the server must not keep the pipe open.
        shell(f"start_cluster '{self.folder}/data' {self.port} > '{self.folder}/start.log' 2>&1")

    def url(self, database="postgres"):
        return f"postgres://postgres:postgres@127.0.0.1:{self.port}/{database}"

    def database(self, name):
        """A new, empty database."""
        self.sql(f"create database {name} template template0")
        return self.url(name)

    def sql(self, statement, url=None):
        """Rows as text, a line each."""
        return psql(url or self.url(), statement)

    def stop(self):
        shell(f"stop_cluster '{self.folder}/data' immediate")
        subprocess.run(["rm", "-rf", self.folder], check=True)


def psql(url, *statements):
    arguments = [argument for statement in statements for argument in ("-c", statement)]
    done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", url, *arguments], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    return done.stdout.strip()


@contextlib.contextmanager
def cluster():
    made = Cluster()
    try:
        yield made
    finally:
        made.stop()
