"""`make chaos`: hundreds of runs, each from its own seed, over every form. Ends by itself, with 1 if anything was lost.

python -m tests.chaos --runs 210                        all three forms, turn about
python -m tests.chaos --form redis --seed 17 --runs 1   one run again
"""

import argparse
import json
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from tests.chaos.house import House, open_house
from tests.chaos.plan import Form, draw
from tests.chaos.run import Outcome, hold
from tests.chaos.servers import Servers, own_servers

RESULTS = Path(__file__).parents[2] / "bench" / "results"


def main() -> int:
    """Hold the runs, print each, and keep the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=210, help="of all forms together")
    parser.add_argument("--minutes", type=float, default=0.0, help="no run is begun after so many; 0 for no limit")
    parser.add_argument("--seed", type=int, default=1, help="of the first run; each next one counts up")
    parser.add_argument(
        "--form", type=Form, action="append", choices=list(Form), help="only this form; may be repeated"
    )
    parser.add_argument("--servers", type=Path, help="folder of servers that `tools/services.sh start` has started")
    parser.add_argument("--out", type=Path, default=RESULTS / f"chaos-{time.strftime('%Y-%m-%d')}.json")
    options = parser.parse_args()
    # Whoever ends this early still wants no servers and no disks left behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    forms = options.form or list(Form)
    begun = time.monotonic()
    outcomes: list[Outcome] = []
    ends: Counter[str] = Counter()
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="certcheck-chaos-", ignore_cleanup_errors=True))
        )
        # PostgreSQL's own user must reach its data.
        folder.chmod(0o755)
        servers = None
        if set(forms) != {Form.EMBEDDED}:
            servers = (
                Servers(options.servers) if options.servers else stack.enter_context(own_servers(folder / "servers"))
            )
        for number, form in enumerate(forms):
            runs = options.runs // len(forms) + (number < options.runs % len(forms))
            until = begun + options.minutes * 60 * (number + 1) / len(forms) if options.minutes else float("inf")
            with open_house(form, folder / form, servers) as house:
                outcomes += _runs(house, range(options.seed, options.seed + runs), until)
                ends.update(house.crew.ends)
    failed = [outcome for outcome in outcomes if outcome.faults]
    _keep(options.out, outcomes, ends, time.monotonic() - begun)
    seconds = time.monotonic() - begun
    print(f"{len(outcomes)} runs, {len(failed)} with faults, {seconds:.0f} s; processes ended: {dict(ends)}")
    return 1 if failed else 0


def _runs(house: House, seeds: range, until: float) -> list[Outcome]:
    outcomes = []
    for seed in seeds:
        if time.monotonic() > until:
            break
        plan = draw(house.form, seed)
        outcome = hold(house, plan)
        outcomes.append(outcome)
        broken = ", ".join(" ".join((fault.kind, fault.target)).strip() for fault in plan.faults)
        print(
            f"{house.form} --seed {seed}: {outcome.papers} papers, {outcome.tries} tries, {outcome.attempts} attempts, "
            f"{outcome.parked} parked, settled in {outcome.settle_seconds:.1f} s ({broken})",
            flush=True,
        )
        for fault in outcome.faults:
            print(f"    {fault}", flush=True)
        if outcome.faults:
            _show_logs(house.folder)
    return outcomes


def _show_logs(folder: Path) -> None:
    """What the processes said last: the folder goes with this process."""
    for log in sorted(folder.glob("*.log")):
        for line in log.read_text("utf-8", "replace").splitlines()[-15:]:
            sys.stderr.write(f"    {log.stem}: {line[:300]}\n")


def _keep(path: Path, outcomes: list[Outcome], ends: Counter[str], seconds: float) -> None:
    kinds = Counter(fault.kind.value for outcome in outcomes for fault in outcome.plan.faults)
    result = {
        "measured_on": time.strftime("%Y-%m-%d"),
        "seconds": round(seconds),
        "runs": dict(Counter(outcome.plan.form.value for outcome in outcomes)),
        "runs_with_faults": [asdict(outcome) for outcome in outcomes if outcome.faults],
        "broken": dict(kinds),
        "processes_ended": dict(ends),
        "papers": sum(outcome.papers for outcome in outcomes),
        "uploads_tried": sum(outcome.tries for outcome in outcomes),
        "attempts": sum(outcome.attempts for outcome in outcomes),
        "parked_and_run_again": sum(outcome.parked for outcome in outcomes),
        "places_nobody_came_by": sum(outcome.unmet for outcome in outcomes),
        "longest_settling_seconds": max((outcome.settle_seconds for outcome in outcomes), default=0),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
