"""Build, generate, seed; what is there already is used again."""
import os, shutil, subprocess, sys

BENCH = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(BENCH)
TARGET = os.path.join(ROOT, "target", "bench")
DATA = os.path.join(TARGET, "data")
GENERATE, FLOOR = (os.path.join(TARGET, "release", name) for name in ("generate", "floor"))
SINOLAC = os.path.join(ROOT, "target", "release", "sinolac")


def say(text):
    print(f"-- {text}", file=sys.stderr, flush=True)


def tools():
    """The programs that cannot be built here."""
    missing = [name for name in ("wrk", "sqlite3", "taskset") if not shutil.which(name)]
    if missing:
        sys.exit(f"bench: {', '.join(missing)} missing; on Debian: apt-get install wrk sqlite3 util-linux")


def build():
    say("building")
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True)
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet", "--bins"], cwd=BENCH, check=True)


def dataset(name, *arguments):
    """A generated data folder."""
    folder = os.path.join(DATA, name)
    if not os.path.exists(os.path.join(folder, "dataset.toml")) or not os.path.exists(os.path.join(folder, "trade.csv")):
        say(f"generating {name}")
        os.makedirs(DATA, exist_ok=True)
        subprocess.run([GENERATE, "--output", folder + ".new", "--from", os.path.join(ROOT, "data"), *arguments], check=True)
        shutil.rmtree(folder, ignore_errors=True)
        os.rename(folder + ".new", folder)
    return folder


def served(program, database):
    """Whether a program accepts the file: it was made by the same schema."""
    from .server import Server
    server = Server([program, "serve", "--listen", "{address}", "--database", database], os.devnull)
    try:
        server.start("/health")
        return True
    except RuntimeError:
        return False
    finally:
        server.stop()


def seeded(folder, fresh=False, program=SINOLAC, ending=".db"):
    """The database that a program makes of a data folder."""
    database = folder + ending
    if fresh or not os.path.exists(database) or not served(program, database):
        say(f"seeding {os.path.basename(database)}")
        subprocess.run([program, "seed", "--database", database, "--data", folder], check=True, stdout=subprocess.DEVNULL)
    return database


def floor(database):
    """The floor's own copy of a database's trade facts."""
    copy = database.removesuffix(".db") + ".floor.db"
    if not os.path.exists(copy) or os.path.getmtime(copy) < os.path.getmtime(database):
        say(f"preparing {os.path.basename(copy)}")
        for old in (copy, copy + ".new"):
            if os.path.exists(old):
                os.remove(old)
        subprocess.run([FLOOR, "prepare", database, copy + ".new"], check=True)
        os.rename(copy + ".new", copy)
    return copy
