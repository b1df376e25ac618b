"""Load from wrk, and requests one after the other."""
import http.client, json, os, statistics, subprocess, tempfile, time

from .server import CLIENT_CPUS

# `{n}` in a path is a counter, so that no query comes twice.
LUA = """
local before, after, n = {%s}, {%s}, %d
local head = "%s"
local made = {}
function init()
  for i, b in ipairs(before) do
    if not after[i] then made[i] = "GET " .. b .. head end
  end
end
function request()
  n = n + 1
  local i = n %% #before + 1
  return made[i] or "GET " .. before[i] .. n .. after[i] .. head
end
function done(s)
  local e = s.errors
  io.write(string.format("\\nRESULT %%d %%d %%d %%d\\n", s.requests, s.duration, s.bytes,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""
used = 1_000_000  # the counter goes on from run to run


def wrk(server, paths, seconds, headers={}, connections=32):
    """One run: requests a second, server microseconds of CPU a request, bytes a request, errors."""
    global used
    head = " HTTP/1.1\\r\\nHost: bench\\r\\n" + "".join(
        f"{k}: {v}\\r\\n" for k, v in headers.items()).replace('"', '\\"') + "\\r\\n"
    split = [p.split("{n}") for p in paths]
    quoted = lambda items: ",".join(json.dumps(i) if i is not None else "false" for i in items)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(LUA % (quoted(s[0] for s in split), quoted(s[1] if len(s) > 1 else None for s in split), used, head))
        script.flush()
        cpu = server.cpu()
        out = subprocess.run(["taskset", "-c", ",".join(map(str, CLIENT_CPUS)), "wrk", "-t1", f"-c{connections}",
                              f"-d{seconds}s", "--timeout", "60s", "-s", script.name,
                              f"http://127.0.0.1:{server.port}/"], capture_output=True, text=True)
    if "RESULT" not in out.stdout:
        raise RuntimeError(f"wrk failed: {out.stdout[-300:]} {out.stderr[-300:]}")
    requests, us, size, errors = map(int, out.stdout.split("RESULT ")[1].split())
    cpu = server.cpu() - cpu
    used += requests + 10_000
    settle(server)
    return {"rps": requests / us * 1e6, "cpu_us": cpu * 1e6 / max(1, requests), "bytes": size / max(1, requests),
            "busy": cpu / us * 1e6, "errors": errors}


def settle(server):
    """Wait until the server has done what wrk left behind, so that it does not slow the next."""
    before = server.cpu()
    for _ in range(100):
        time.sleep(0.05)
        now = server.cpu()
        if now - before < 0.005:
            return
        before = now


def interleaved(contestants, options):
    """Rounds of A B C, A B C, ...: the median of each contestant's figures. A contestant is (server, paths, headers,
    smallest size of an answer); an error or a smaller answer stops everything."""
    figures = {name: [] for name in contestants}
    for _ in range(options.rounds):
        for name, (server, paths, headers, least) in contestants.items():
            run = wrk(server, paths, options.seconds, headers)
            if run["errors"] or run["bytes"] < least:
                raise RuntimeError(f"{name}: {run['errors']} errors, {run['bytes']:.0f} bytes where {least} were due")
            figures[name].append(run)
    return {name: {k: statistics.median(run[k] for run in runs) for k in runs[0]} for name, runs in figures.items()}


def rows_in(path, body):
    """How many rows an answer holds, by the ending of its path."""
    if ".csv" in path:
        return body.count(b"\n") - 1
    if ".ndjson" in path:
        return body.count(b"\n")
    return len(json.loads(body)["data"])


def expect(server, path, rows=None, headers={}):
    """Ask once; the body, if it is a 200 with that many rows (any number but none for `None`)."""
    path = path.replace("{n}", "999999")
    status, answered, body = server.get(path, headers)
    if status != 200:
        raise RuntimeError(f"{path}: {status} {body[:300]!r}")
    if answered.get("Content-Encoding") is None:
        found = rows_in(path, body)
        if found != rows and not (rows is None and found):
            raise RuntimeError(f"{path}: {found} rows where {rows} were due")
    return body


def sequence(server, paths):
    """Ask each path once, on one connection: the server's CPU microseconds a request and the bodies' sizes."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    connection.connect()
    settle(server)
    cpu, count, sizes = server.cpu(), 0, []
    for path in paths:
        connection.request("GET", path)
        answer = connection.getresponse()
        sizes.append(len(answer.read()))
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        count += 1
    cpu = server.cpu() - cpu
    connection.close()
    return cpu * 1e6 / max(1, count), sizes


def cost(server, *paths):
    """Ask these at the same time, on connections that are open: the server's CPU milliseconds and the last body."""
    connections = [http.client.HTTPConnection("127.0.0.1", server.port, timeout=120) for _ in paths]
    settle(server)
    for connection in connections:
        connection.request("GET", "/health")
        connection.getresponse().read()
    cpu = server.cpu()
    for connection, path in zip(connections, paths):
        connection.request("GET", path)
    for connection, path in zip(connections, paths):
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {body[:300]!r}")
    time.sleep(0.01)  # what it does once the answer is out, such as to keep it, is part of the price
    cpu = server.cpu() - cpu
    for connection in connections:
        connection.close()
    return cpu * 1e3, body
