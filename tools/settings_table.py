"""Write the table of settings into docs/operations.md from `wiring.config`, so that no page goes out of date."""

from pathlib import Path

from wiring.config import SETTINGS

PAGE = Path(__file__).parents[1] / "docs" / "operations.md"
BEGIN, END = "<!-- settings -->\n", "<!-- /settings -->"


def table() -> str:
    """Return one row a setting."""
    rows = [f"| `{one.name}` | {f'`{one.default}`' if one.default else '(none)'} | {one.meaning} |" for one in SETTINGS]
    return "\n".join(rows) + "\n"


def main() -> None:
    """Put the table between its marks."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(before + BEGIN + table() + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
