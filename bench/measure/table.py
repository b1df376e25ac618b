"""The table: what, measured, reference, ratio, target, reached."""
import json


class Table:
    def __init__(self):
        self.rows = []

    def add(self, what, measured, reference="", ratio=None, target="", reached=None, note=""):
        """Keep a row and print it at once: a long run is worth watching. `reached` None: for information."""
        row = {"what": what, "measured": measured, "reference": reference, "ratio": ratio, "target": target,
               "reached": reached, "note": note}
        if not self.rows:
            print(f"{'what':64} {'measured':>20} {'reference':>26} {'ratio':>7} {'target':>14} reached")
        self.rows.append(row)
        shown = "" if ratio is None else f"{ratio:.3f}"
        answer = {True: "yes", False: "NO", None: ""}[reached]
        print(f"{what:64} {measured:>20} {reference:>26} {shown:>7} {target:>14} {answer:7} {note}".rstrip(), flush=True)

    def rate(self, what, figures, name, reference, least, note=""):
        """Compare requests a second. The ratio of CPU stands beside: it is steadier where wrk is the limit."""
        mine, other = figures[name], figures[reference]
        cpu, ratio = other["cpu_us"] / mine["cpu_us"], mine["rps"] / other["rps"]
        note = f"cpu {mine['cpu_us']:.1f} / {other['cpu_us']:.1f} us = {cpu:.2f}; busy {mine['busy']:.0%} {note}"
        self.add(what, f"{mine['rps']:,.0f}/s", f"{reference} {other['rps']:,.0f}/s", ratio, f">= {least}", ratio >= least, note)

    def editions(self, what, figures):
        """Compare the processor time with that of the first edition: a few percent count, and rates differ by more."""
        mine, other = figures["sinolac"], figures["first edition"]
        ratio, rates = other["cpu_us"] / mine["cpu_us"], f"{mine['rps']:,.0f}/s and {other['rps']:,.0f}/s"
        self.add(what, f"{mine['cpu_us']:.2f} us", f"first edition {other['cpu_us']:.2f} us", ratio, ">= 0.95", ratio >= 0.95, rates)

    def most(self, what, value, unit, limit, note=""):
        """A figure that may not exceed a limit."""
        self.add(what, f"{value:,.2f} {unit}", "", None, f"<= {limit} {unit}", value <= limit, note)

    def json(self, path, about):
        with open(path, "w") as f:
            json.dump({**about, "rows": self.rows}, f, indent=1)
            f.write("\n")
