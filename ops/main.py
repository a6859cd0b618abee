"""`certcheck`: the commands by name, and the one place where an error becomes a line and an exit code.

Exit codes (contract): 0 done and nothing to report, 1 done with findings, 2 wrong usage or input, 3 some of many
failed, 4 a component is unreachable, 70 a defect.
"""

import errno
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType

import click

from models.errors import CertcheckError
from services.harmless import harmless

WRONG_USAGE = 2
UNREACHABLE = 4
DEFECT = 70
INTERRUPTED = 130
BROKEN_PIPE = 141
DISK_FAULTS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS})
"""What a disk or device says that takes no more: no defect of ours."""
PIPED_COLUMNS = "160"
"""The width of tables that no terminal shows: in 80 columns ids would break."""

COMMANDS = {
    "check": ("ops.check:check", "Read images here and now and print a report."),
    "serve": ("ops.serve:serve", "Run the API, the review pages and the workers in one process."),
    "worker": ("ops.worker:worker", "Work on uploads that are rung through the broker."),
    "sweep": ("ops.worker:sweep", "Ring again what was lost, and free what was left lying."),
    "status": (
        "ops.status:status",
        "Say what waits, what runs, what is stuck and why, who works, and when the sweep last ran.",
    ),
    "watch": ("ops.watch:watch", "Take in uploads that are laid into a folder."),
    "arrivals": ("ops.arrivals:arrivals", "See what came by bucket or folder, and try again what was refused."),
    "jobs": ("ops.jobs:jobs", "Look at work, and run it again or cancel it."),
    "retention": ("ops.retention:retention", "Remove what is over its time, or an applicant's pictures."),
    "lanes": ("ops.lanes:lanes", "Pause, drain and resume lanes, and see what is away."),
    "backfill": ("ops.backfill:backfill", "Enrol historical records and see how far they are."),
    "rejudge": ("ops.rejudge:rejudge", "Judge again what is kept, or say which verdicts that would change."),
    "types": ("ops.types:types", "List, check and show document types."),
    "regulations": ("ops.regulations:regulations", "List, check and show the rules about required materials."),
    "draw": ("ops.draw:draw", "Draw synthetic certificates with their truth."),
    "eval": ("ops.evaluate:evaluate", "Measure the accuracy of this build on a set with truth."),
    "users": ("ops.users:users", "Make, change and close accounts of reviewers and operators."),
    "desk": ("ops.desk:desk", "Count what the desk decided, and export its corrections."),
    "doctor": ("ops.doctor:doctor", "Say what is configured, reachable and loaded."),
    "demo": ("ops.demo:demo", "Take one synthetic applicant through the whole house."),
}
"""A command is imported when it is called, so that `certcheck --help` answers at once."""


class _Commands(click.Group):
    """Commands that are imported on demand; help is printed from the table alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_line) for name, (_, help_line) in COMMANDS.items()])


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="certcheck", message="%(prog)s %(version)s")
@click.option("--traceback", "shows_traceback", is_flag=True, help="Print a defect whole; may show personal data.")
def cli(shows_traceback: bool) -> None:
    """Read applicants' certificates and hold them against the application."""
    if shows_traceback:
        sys.excepthook = sys.__excepthook__


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    sys.excepthook = _defect
    # A terminal or pipe that is not UTF-8 shows escapes; it does not end the command.
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    if not sys.stdout.isatty():
        os.environ.setdefault("COLUMNS", PIPED_COLUMNS)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; what goes wrong is one line on standard error."""
    output = sys.stdout
    try:
        result = cli.main(args=list(arguments), prog_name="certcheck", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        return _said(_in_our_words(error), WRONG_USAGE)
    except CertcheckError as error:
        return _said(str(error), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _said("stopped", INTERRUPTED)
    except (UnicodeEncodeError, OSError, SystemExit) as error:
        # Of a pipe that broke click makes an exit, and puts a wrapper around the output.
        return _cannot_write(BrokenPipeError() if sys.stdout is not output else error)
    return result if isinstance(result, int) else 0


def _cannot_write(error: UnicodeEncodeError | OSError | SystemExit) -> int:
    if isinstance(error, UnicodeEncodeError):
        return _said("expected names and arguments that are text, met bytes that are not UTF-8", WRONG_USAGE)
    is_gone = isinstance(error, BrokenPipeError)
    if isinstance(error, SystemExit) or not (is_gone or error.errno in DISK_FAULTS):
        raise error
    # What is still held back must not be written any more, not even at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if is_gone:
        return BROKEN_PIPE
    return _said(f"expected output that can be written, met {error.strerror}", UNREACHABLE)


def _in_our_words(error: click.ClickException) -> str:
    message = error.format_message()
    if message.startswith("expected "):
        return message
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"expected a call as `{context.command_path if context else 'certcheck'} --help` tells, met: {message}"


def _said(message: str, exit_code: int) -> int:
    one_line = harmless(" ".join(message.split()))
    # Where nobody hears us, the exit code still says it.
    with suppress(OSError):
        print(f"certcheck: {one_line}", file=sys.stderr)  # noqa: T201 - this is the command line's own voice
    return exit_code


def _defect(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    # The error's own text may hold what was on a paper, so only its kind and its place are told.
    places = traceback.extract_tb(trace)
    place = f"{places[-1].filename}:{places[-1].lineno}" if places else "an unknown place"
    again = "certcheck --traceback … shows it whole"
    sys.exit(_said(f"expected no defect, met {kind.__name__} at {place} ({again})", DEFECT))
