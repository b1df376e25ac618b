"""Remembered answers, conditional requests, first-time queries."""
import contextlib, os, shutil, tempfile

from . import load, prepare
from .server import Server

# Fits every value there is and differs from query to query.
FRESH = "value_max=8000000{n}"
COUNTRIES = ("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE GB NO CH US CN "
             "JP").split()
SMALL = [f"year={year}" for year in range(2015, 2023)]
LARGE = [f"country={country}&year={year}" for year in range(2004, 2024) for country in COUNTRIES]

NGINX = """
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off; default_type application/json; sendfile on; tcp_nopush on; keepalive_requests 100000000;
  open_file_cache max=100 inactive=1h;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; root {folder}; location / {{ try_files /body =404; }} }}
}}
"""


def nginx():
    """Where nginx is: in the path, or below $NGINX or $LAB."""
    lab = os.path.join(os.environ.get("LAB", "/nowhere"), "nginx/usr/sbin/nginx")
    return os.environ.get("NGINX") or shutil.which("nginx") or shutil.which("/usr/sbin/nginx") or shutil.which(lab)


@contextlib.contextmanager
def fixed(body):
    """The floor, and nginx where it is there, with a body that lies ready: contestants by name, without paths."""
    folder = tempfile.mkdtemp(prefix="sinolac-bench-")
    with open(os.path.join(folder, "body"), "wb") as f:
        f.write(body)
    os.chmod(folder, 0o755)
    floor = Server([prepare.FLOOR, "serve", "{address}", "--body", f"{folder}/body"], os.path.join(folder, "floor.log"))
    servers = {"floor static": (floor, "/static")}
    if nginx():
        files = Server([nginx(), "-p", folder, "-c", f"{folder}/nginx.conf"], os.path.join(folder, "nginx.log"))
        with open(os.path.join(folder, "nginx.conf"), "w") as f:
            f.write(NGINX.format(folder=folder, port=files.port))
        servers["nginx file"] = (files, "/trade")
    try:
        for server, path in servers.values():
            server.start(path)
        yield servers
    finally:
        for server, _ in servers.values():
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def remembered(bench, table, what, data, paths, rows, headers={}):
    """Many different queries in rotation, each asked before."""
    ours = bench.editions(data)
    try:
        bodies = [load.expect(server, path, rows, headers) for server in ours.values() for path in paths]
        body = sorted(bodies, key=len)[len(bodies) // 2]
        with fixed(body) as others:
            contestants = {name: (server, paths, headers, min(map(len, bodies))) for name, server in ours.items()}
            for name, (server, path) in others.items():
                # The same strings after the question mark, so that wrk has the same work.
                same = [path + "?" + p.partition("?")[2] for p in paths]
                contestants[name] = (server, same, headers, len(body))
            load.interleaved(contestants, bench.warm)
            figures = load.interleaved(contestants, bench)
        size = f"{len(paths)} queries, {len(body):,} bytes"
        table.rate(f"remembered {what}", figures, "sinolac", "floor static", 0.85, size)
        if "nginx file" in figures:
            table.rate(f"remembered {what}", figures, "sinolac", "nginx file", 1.0)
        else:
            table.add(f"remembered {what}", "", "nginx file", note="nginx is not here: apt-get install nginx, or NGINX=path")
        if "first edition" in figures:
            table.editions(f"remembered {what}", figures)
    finally:
        stop(ours)


def stop(servers):
    for server in servers.values():
        server.stop()


def rows_a_page(bench):
    """50, or what every country and year has in a smaller dataset."""
    return min(50, bench.rows // len(LARGE) - 2)


def all_remembered(bench, table):
    small = [(year, limit) for limit in range(5, 130) for year in SMALL]
    lists = lambda suffix: [f"/trade{suffix}?limit={limit}&{year}" for year, limit in small]
    remembered(bench, table, "JSON, 5 rows", "small", lists(""), 5)
    remembered(bench, table, "JSON gzip, 5 rows", "small", lists(""), 5, {"Accept-Encoding": "gzip"})
    remembered(bench, table, "CSV, 5 rows", "small", lists(".csv"), 5)
    remembered(bench, table, "NDJSON, 5 rows", "small", lists(".ndjson"), 5)
    page = rows_a_page(bench)
    pages = [f"/trade?{query}&limit={page}" for query in LARGE]
    remembered(bench, table, f"JSON, {page} rows of {bench.rows:,}", "large", pages, page)


def conditional(bench, table):
    """304 for what the client has."""
    ours, path = bench.editions("small"), "/trade?year=2018"
    try:
        body = load.expect(ours["sinolac"], path, 5)
        with fixed(body) as others:
            asked = {name: (server, path, server.get(path)[1]["ETag"]) for name, server in ours.items()}
            asked["floor 304"] = (others["floor static"][0], "/static", '"floor"')
            contestants = {}
            for name, (server, path, known) in asked.items():
                headers = {"If-None-Match": known}
                status = server.get(path, headers)[0]
                if status != 304:
                    raise RuntimeError(f"{name}: {status} where 304 was due")
                contestants[name] = (server, [path], headers, 0)
            load.interleaved(contestants, bench.warm)
            figures = load.interleaved(contestants, bench)
            table.rate("conditional request", figures, "sinolac", "floor 304", 0.9)
            if "first edition" in figures:
                table.editions("conditional request", figures)
    finally:
        stop(ours)


def first(bench, table):
    """Queries that were never asked before, against the same query run in place by the floor."""
    page = rows_a_page(bench)
    for what, name, queries, rows, limit in (("5 rows of 40", "small", SMALL, 5, ""),
                                             (f"{page} rows of {bench.rows:,}", "large", LARGE, page, f"&limit={page}")):
        database = bench.database(name)
        floor = Server([prepare.FLOOR, "serve", "{address}", "--database", prepare.floor(database)], os.devnull)
        candidate = bench.candidate(database)
        try:
            floor.start("/static")
            contestants = {}
            for who, server, path in (("sinolac", candidate, "/trade"), ("floor direct", floor, "/direct")):
                paths = [f"{path}?{query}{limit}&{FRESH}" for query in queries]
                body = load.expect(server, paths[-1], rows)
                contestants[who] = (server, paths, {}, len(body) * 0.9)
            load.interleaved(contestants, bench.warm)
            table.rate(f"first-time query, {what}", load.interleaved(contestants, bench), "sinolac", "floor direct", 0.6)
        finally:
            candidate.stop()
            floor.stop()
