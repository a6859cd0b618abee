"""What happens in one run, drawn from its seed: which papers are uploaded, and what breaks when."""

import random
from dataclasses import dataclass
from enum import StrEnum

from tests.chaos.null_engine import Deed
from tests.chaos.points import API_POINTS, SWEEP_POINTS, WORKER_POINTS


class Form(StrEnum):
    """How certcheck is run."""

    EMBEDDED = "embedded"
    """One process, SQLite and a folder."""
    REDIS = "redis"
    """PostgreSQL, MinIO and Redis; two workers, two sweeps, one API."""
    RABBITMQ = "rabbitmq"
    """The same over RabbitMQ."""


class Kind(StrEnum):
    """What can break."""

    DIE_AT = "die_at"
    """A process ends between two deeds; `target` is the place."""
    KILL = "kill"
    """`target` is killed, and started again: a process at once, a server after a while."""
    FREEZE = "freeze"
    """`target` stands still for a while."""
    JUMP = "jump"
    """The clock jumps by so many of its own seconds."""
    FULL = "full"
    """The disk of the embedded form is full for a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that breaks."""

    at_seconds: float
    kind: Kind
    target: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One upload."""

    at_seconds: float
    applicant: int
    deed: Deed
    read_seconds: float
    salt: str
    size_bytes: int
    is_torn: bool
    """The connection breaks in the midst of the first try."""
    twice_at_once: bool
    """Two clients send it at the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One run."""

    form: Form
    seed: int
    applicants: int
    papers: tuple[Paper, ...]
    faults: tuple[Fault, ...]


STORM_SECONDS = 2.5
"""For so long papers come and things break."""
LEASE_SECONDS = 4.0
"""How long a lease lasts by the clock on the wall."""


def draw(form: Form, seed: int) -> Plan:
    """Draw the run of a seed."""
    dice = random.Random(f"{form} {seed}")
    applicants = dice.randint(1, 4)
    return Plan(
        form=form,
        seed=seed,
        applicants=applicants,
        papers=tuple(_paper(dice, f"{form}-{seed}-{number}", applicants) for number in range(dice.randint(5, 14))),
        faults=tuple(sorted((_fault(dice, form) for _ in range(dice.randint(1, 4))), key=lambda one: one.at_seconds)),
    )


def _paper(dice: random.Random, salt: str, applicants: int) -> Paper:
    deeds = (Deed.READ, Deed.CRASH_ONCE, Deed.CRASH, Deed.HANG)
    # The same bytes as another paper's, of this applicant or another.
    is_shared = dice.random() < 0.1
    return Paper(
        at_seconds=dice.uniform(0, STORM_SECONDS),
        applicant=dice.randrange(applicants),
        deed=Deed.READ if is_shared else dice.choices(deeds, weights=(90, 5, 2.5, 2.5))[0],
        read_seconds=0.02 if is_shared else dice.choice((0.0, 0.02, 0.1, 0.3)),
        salt=f"{salt.rpartition('-')[0]}-shared" if is_shared else salt,
        size_bytes=4_000 if is_shared else dice.choice((0, 4_000, 300_000)),
        is_torn=dice.random() < 0.1,
        twice_at_once=dice.random() < 0.15,
    )


def _fault(dice: random.Random, form: Form) -> Fault:
    at = dice.uniform(0.1, STORM_SECONDS)
    kind = dice.choices(tuple(Kind), weights=(45, 20, 20, 10, 15 if form is Form.EMBEDDED else 0))[0]
    match kind:
        case Kind.DIE_AT:
            return Fault(at_seconds=at, kind=kind, target=dice.choice((*WORKER_POINTS, *API_POINTS, *SWEEP_POINTS)))
        case Kind.JUMP:
            # Forward past every lease, or back by some minutes, as a clock that is set right does.
            return Fault(at_seconds=at, kind=kind, seconds=dice.choice((3600.0, 600.0, -60.0, -240.0)))
        case Kind.FULL:
            return Fault(at_seconds=at, kind=kind, seconds=dice.uniform(0.5, 2.5))
    target = "serve" if form is Form.EMBEDDED else dice.choice(_members_and_servers(form))
    longest = LEASE_SECONDS + 1.5 if target.startswith(("worker", "serve", "sweep")) else 3.0
    return Fault(at_seconds=at, kind=kind, target=target, seconds=dice.uniform(0.3, longest))


def _members_and_servers(form: Form) -> tuple[str, ...]:
    # RabbitMQ takes long to come back: it is killed now and then, not always.
    broker = ("redis",) * 3 if form is Form.REDIS else ("rabbitmq",)
    return ("worker1", "worker2", "sweep1", "sweep2", "serve", *broker, "postgres", "postgres", "minio", "minio")
