"""What a document type is: anchors that betray it, sentences with named blanks, fields with their labels and kinds.

Types are data (`doctypes/*.toml`); kinds of value are code (`doctypes/values/`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from models.number_layout import NumberLayout

PASSED_OVER = "_"
"""Name of a blank whose print is no value of ours, such as a number that no longer holds."""


class Outcome(StrEnum):
    """How a printed value stands against a stated one. Never a bare score."""

    EQUAL = "equal"
    EQUAL_BY_RULE = "equal_by_rule"
    COMPATIBLE = "compatible"
    """Agrees as far as the less precise of the two goes."""
    DOUBTFUL = "doubtful"
    """Differs in a way that the reader may have caused: look again first."""
    CONFLICT = "conflict"
    UNVERIFIABLE = "unverifiable"
    """The reader cannot print a character of the stated value."""
    NOT_PRINTED = "not_printed"
    NOT_STATED = "not_stated"

    @property
    def is_equal(self) -> bool:
        """Whether the two values are the same, as written or by a rule."""
        return self in (Outcome.EQUAL, Outcome.EQUAL_BY_RULE)

    @property
    def agrees(self) -> bool:
        """Whether the two values can both be right."""
        return self in (Outcome.EQUAL, Outcome.EQUAL_BY_RULE, Outcome.COMPATIBLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The outcome of holding one canonical value against another, with the rule that decided."""

    outcome: Outcome
    rule: str = ""
    """A stable word such as `separator_variant`, `fifteen_digit_form`, `year_month_only`; empty for plain equality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a kind makes of raw print."""

    value: str
    """Canonical form (contract, "Values")."""
    fault: str = ""
    """Why the value fails its own check (`check_digit`, `impossible_date`, …); empty where it passes or has none."""
    checked: bool = False
    """True where the value passed a check strong enough to catch a misread character."""
    repaired: bool = False
    """True where a character was replaced to satisfy the check and exactly one replacement does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueKind:
    """One kind of value. A module of `doctypes/values` makes one and registers it under `name`."""

    name: str
    parse: Callable[[str], Parsed | None]
    """Raw print to canonical value; None where the print holds no such value. Total: never raises."""
    compare: Callable[[str, str], Likeness]
    """Canonical printed value against canonical stated value."""
    find: Callable[[str], tuple[tuple[int, int], ...]] | None = None
    """Spans (start, end) of a text without spaces that look like such a value; None where only a label tells."""
    max_length: int = 40
    """Longest raw print, in characters, that can still be one value."""
    characters: str = ""
    """Inside of a regular expression's character class: what its print is made of; empty where it may be anything."""
    keeps_forms: bool = False
    """Traditional and simplified forms of a character both occur in its print, and a reader takes one for the other; in
    all other kinds a traditional form is a reader's slip."""
    ambiguous: str = ""
    """Characters that print alone does not tell from others of the same kind, such as O and 0 where both may stand."""
    rare_characters: bool = False
    """Its print holds characters that a reader seldom meets and takes for common ones, as names do: 佘 for 余."""
    words: frozenset[str] = frozenset()
    """What nearly all of its print says, where that is a list: print a character off one of these may be misread."""
    known: frozenset[str] = frozenset()
    """Values that are well known, among others: print that is not sure and a character off one of them means it."""
    sheds_strokes: bool = False
    """Numerals of its print are a stroke or two, as 1 and 一, which a reader leaves out more often than it invents."""
    most_certain: float = 1.0
    """How certain print can make a value at best: less where signatures and square seals stand across it."""
    says_what_it_is: bool = False
    """What `find` finds stands between words that say what it is, whatever label leads up to it: 由…更正为."""
    layouts: tuple[NumberLayout, ...] = ()
    """How its numbers are put together, told to people; empty where `doctypes.layouts` says it, or nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Print that speaks for a type; a negative weight speaks against it."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Printed wording with named blanks, in order: literals and `{field}` blanks alternate."""

    template: str
    parts: tuple[str, ...]
    """Literals at even places (may be empty), field names at odd places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field of a type."""

    name: str
    kind: str
    labels: tuple[str, ...] = ()
    """Of several on one page, the one named first counts."""
    spare_labels: tuple[str, ...] = ()
    """Those of the labels, the last ones, beside which the value stands where the others have none; it rivals none."""
    below: tuple[str, ...] = ()
    """Labels under which, not beside which, the value stands."""
    anywhere: bool = False
    """The value may be taken wherever its kind finds it, label or none."""
    before: tuple[str, ...] = ()
    """Endings before which the value stands, in the same piece of print."""
    alone: bool = False
    """The value may stand on a line of its own without a label; of several such lines the lowest counts."""
    clauses: tuple[str, ...] = ()
    """A few words of print with one blank `{}`, such as 毕业于{}, for letters whose wording is their own."""
    spare_clauses: tuple[str, ...] = ()
    """Clauses of papers that have wordings, asked where none of these says the value."""
    barcode: str = ""
    """Regular expression with one group that takes the value from a QR or bar code's text."""
    zone: str = ""
    """Part of a passport's machine-readable zone that says the same: name, number, birth_date, gender, valid_until."""
    constants: tuple[tuple[str, str], ...] = ()
    """(print, value): the value that a piece of fixed print, such as the title, implies; first match wins."""
    expects: str = ""
    """The value that an acceptable paper gives; another is a finding. Empty where any will do."""
    required: bool = True
    """A page of this type without it cannot be cleared."""
    compares_with: str = ""
    """Path into the application, such as `name` or `education.certificate_number`; empty where nothing is compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentType:
    """A document type, whole."""

    code: str
    title: str
    anchors: tuple[Anchor, ...]
    sentences: tuple[Sentence, ...] = ()
    fields: tuple[FieldSpec, ...] = ()
    stop_labels: tuple[str, ...] = ()
    """Labels of print that we do not take, but that end the value before them."""
    faces: tuple[tuple[str, ...], ...] = ()
    """Groups of fields that stand together on one face (of a card, of a booklet); a page need only carry one group."""
    digest: str = ""
    """Stamped into each extraction, 64 hexadecimal digits: half a SHA-256 of the definition, and half of one of what in
    it tells how a page is read."""

    def __hash__(self) -> int:
        """Hash what tells definitions apart; all that they hold takes longer to hash than a page to judge."""
        return hash((self.code, self.digest))

    def field(self, name: str) -> FieldSpec:
        """Return the field of that name.

        Raises:
            KeyError: the type has no such field.
        """
        for spec in self.fields:
            if spec.name == name:
                return spec
        raise KeyError(name)


def tells_how_to_read(digest: str) -> str:
    """Return the half of a definition's digest that is another one where its pages may be read otherwise."""
    return digest[len(digest) // 2 :]
