"""The reviewer's desk: who decides, at which of the four levels, and where an application stands there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.levels import EVERYWHERE, Level, Region
from models.report import Severity, Verdict


class Role(StrEnum):
    """What an account is for."""

    REVIEWER = "reviewer"
    """Decides on dossiers, at one level and within one region."""
    OPERATOR = "operator"
    """Looks after work; decides nothing, and opens no dossier."""
    ADMINISTRATOR = "administrator"
    """Looks after accounts and work."""


class DeskState(StrEnum):
    """Where an application stands on the desk."""

    WAITING = "waiting"
    """For a reviewer of its level."""
    ASKED = "asked"
    """For the applicant; new papers or statements bring it back."""
    REJECTED = "rejected"
    ACCEPTED = "accepted"
    """By the highest level, or by rule."""


class Deed(StrEnum):
    """What may be done to a dossier, and what else stands in a history."""

    ACCEPT = "accept"
    """Passes it up to the next level; from the highest it is final."""
    ASK = "ask"
    """Asks the applicant for a proof or a new picture."""
    RETURN = "return"
    """Gives it back to the level below."""
    PASS_ON = "pass_on"
    """Leaves it to the level above, without accepting."""
    REJECT = "reject"
    REOPEN = "reopen"
    """Takes a settled or asked one back to the desk."""
    OPINION = "opinion"
    """A blind reviewer's word that would have waved through what was not clear: kept, and nothing is moved."""
    VIEW = "view"
    REVEAL = "reveal"
    CLAIM = "claim"
    RELEASE = "release"
    TAKE_OVER = "take_over"
    CORRECT = "correct"
    CAME_BACK = "came_back"
    """New papers or statements brought it back to the level that had asked."""
    CHANGED = "changed"
    """New papers or statements took it back to the first level: what was decided was decided on others."""
    PASSED_BY_RULE = "passed_by_rule"
    """`clear`, and the regulation lets that pass without a person."""
    EXPORT = "export"
    ACCOUNT = "account"
    """An account was made, changed or closed."""
    WORK = "work"
    """An operator ran work again or cancelled it."""


DECISIONS = frozenset({Deed.ACCEPT, Deed.ASK, Deed.RETURN, Deed.PASS_ON, Deed.REJECT, Deed.REOPEN})
"""What a reviewer decides."""
SETTLING = frozenset({Deed.ACCEPT, Deed.REJECT})
"""Those that are counted for and against whoever made them."""
LETS_PASS = frozenset({Deed.ACCEPT, Deed.PASS_ON})
"""Those by which a dossier goes on; what a blind reviewer does with one that looks sound."""


class Blind(StrEnum):
    """Whether an application is reviewed without its verdict being shown."""

    NOT_DRAWN = "not_drawn"
    """Some paper of it has still to be judged."""
    NO = "no"
    YES = "yes"
    DONE = "done"
    """Decided blindly; the verdict is shown since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may sign in."""

    name: str
    """What is typed to sign in; stands in every history entry."""
    title: str = ""
    """The person's name, as colleagues see it."""
    role: Role
    level: Level | None = None
    """Of a reviewer."""
    region: Region = EVERYWHERE
    is_disabled: bool = False
    is_local: bool = False
    """The administrator of a house in which no account was made: acts at whatever level a dossier waits."""

    def acts_at(self, level: Level) -> Level | None:
        """Return the level at which this account acts on a dossier that stands at some level; None where it may not."""
        return level if self.is_local else self.level if self.role is Role.REVIEWER else None


LOCAL = Account(name="local", role=Role.ADMINISTRATOR, is_local=True)
"""Whoever sits at the machine itself, as long as no account was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a dossier comes to, in one line."""

    application_id: str
    name: str
    exam_category: str = ""
    place: Region
    verdict: Verdict
    code: str = ""
    """Of the gravest open finding; empty where there is none."""
    field: str = ""
    severity: Severity | None = None
    open_count: int = 0
    missing_count: int = 0
    documents_count: int = 0
    waiting_count: int = 0
    """Papers that were still to be judged."""
    dossier_id: int
    dossier_version: int
    papers: str
    """Digest of what was stated and judged; tells what changed where `handed_in` is empty."""
    handed_in: str = ""
    """Digest of what the applicant stated and handed in, judged or not: another one means that they did something.
    Empty on lines of builds that did not keep it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCase:
    """One application on the desk."""

    standing: Standing
    state: DeskState
    level: Level
    """At which it waits, has asked, or was settled."""
    waiting_since: datetime
    version: int = 1
    """Grows with every decision and every new dossier; whoever decides names the one that they saw."""
    decided_level: Level | None = None
    """Of the last acceptance or rejection."""
    decided_deed: Deed | None = None
    """ACCEPT or REJECT, whichever was last."""
    decided_by: str = ""
    is_changed: bool = False
    """The applicant did something after a level had decided."""
    blind: Blind = Blind.NOT_DRAWN
    holder: str = ""
    held_until: datetime | None = None

    @property
    def application_id(self) -> str:
        """Whose it is."""
        return self.standing.application_id

    @property
    def is_blind(self) -> bool:
        """Whether its verdict is hidden."""
        return self.blind is Blind.YES

    def held_by(self, now: datetime) -> str:
        """Return who holds it; empty where nobody does, or the claim has lapsed."""
        return self.holder if self.held_until is not None and self.held_until > now else ""
