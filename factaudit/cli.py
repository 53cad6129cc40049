"""The command line: what can be asked, and the one place that prints errors.

Exit codes: 0 no new unresolved conflict, and something was compared; 1 new unresolved conflicts; 2 the command
could not run or had nothing to compare; 130 interrupted; 143 terminated. argparse and not a library on top of it,
and all other modules imported where they are used: `factaudit --version` answers in a few hundredths of a second,
and an audit without changes hardly later.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from factaudit import __version__
from sources.errors import FactauditError

if TYPE_CHECKING:
    from factaudit.config import Options
    from factaudit.replay import Outcome

FAILED, INTERRUPTED, TERMINATED = 2, 130, 143
_REPORTS = ("index.html", "conflicts.csv", "findings.csv", "claims.csv", "findings.json")
_WIDTH = 100  # of lines that go into a file or a pipe, the same on every machine


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with these arguments, by default those of the process; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # names and quotes may not fit the terminal's encoding
    arguments = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = arguments.command
    before = signal.signal(signal.SIGTERM, _terminated)
    try:
        return command(arguments)
    except FactauditError as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        # Python itself would exit with 1, which CI must see only where documents disagree.
        if os.environ.get("FACTAUDIT_TRACEBACK"):
            import traceback

            traceback.print_exc()
        said = " ".join(str(error).split())
        return _failed(f"{type(error).__name__}: {said}; please report it with what FACTAUDIT_TRACEBACK=1 adds")
    finally:
        signal.signal(signal.SIGTERM, before)


def _terminated(number: int, frame: object) -> NoReturn:
    """End in order, so that processes that were started end too and no file stays half-written."""
    raise SystemExit(TERMINATED)


def _failed(line: str) -> int:
    print(f"factaudit: error: {line}", file=sys.stderr)
    return FAILED


def _say(text: str) -> None:
    """Print to standard output; where its reader has gone (`| head`), the exit code stays what it is."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # the interpreter flushes once more at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Parser(argparse.ArgumentParser):
    """A parser whose errors look like all others, and that takes paths before, between and behind options."""

    _intermixed = False

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]
        """Parse; a command with paths looks for them everywhere, which argparse does only where it is asked to."""
        paths = any(action.dest == "paths" for action in self._actions)
        if self._intermixed or not paths:
            return super().parse_known_args(args, namespace)
        self._intermixed = True  # the method calls this one, with the paths taken away, and once more with them
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._intermixed = False

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and exit."""
        self.exit(FAILED, f"factaudit: error: {message}; see '{self.prog} --help'\n")


def _parser() -> _Parser:
    parser = _Parser(prog="factaudit", description="Find the facts that a set of documents disagrees about.")
    parser.add_argument("--version", action="version", version=f"factaudit {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_audit(commands.add_parser("audit", help="audit documents and write the reports"))
    _add_accept(
        commands.add_parser(
            "accept", help="enter open conflicts, of documents or of CLAIMS.csv, into the decisions file"
        )
    )
    _add_reconcile(commands.add_parser("reconcile", help="audit a table of claims that was made elsewhere"))
    _add_evaluate(commands.add_parser("evaluate", help="score the claims against hand-made labels"))
    _add_explain(commands.add_parser("explain", help="show a document with what was claimed, what not, and why"))
    _add_names(commands.add_parser("names", help="show which names are one entity, which nearly are, and why"))
    _add_pack(commands.add_parser("pack", help="check packs, show and list them, print their JSON Schema"))
    return parser


def _add_inputs(parser: _Parser) -> None:
    """The arguments by which every command that reads documents is told which and how."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, patterns (default: audit.yaml's)")
    parser.add_argument("--config", metavar="FILE", help="configuration (default: audit.yaml in the current folder)")
    parser.add_argument("--pack", metavar="NAME|FILE", help="a bundled pack or a file (default: audit.yaml's, or llm)")
    parser.add_argument(
        "--exclude", action="append", default=[], metavar="PATTERN", help="leave out, as in .gitignore; repeatable"
    )
    parser.add_argument("--max-bytes", type=_count, metavar="N", help="do not read larger files (default: 20000000)")
    parser.add_argument("--no-cache", action="store_true", help="neither use nor keep results of earlier runs")


def _add_audit(parser: _Parser) -> None:
    _add_inputs(parser)
    parser.add_argument("--out", metavar="DIR", help="folder for the reports (default: as audit.yaml says)")
    parser.add_argument("--decisions", metavar="FILE", help="what reviewers decided (default: as audit.yaml says)")
    parser.add_argument("--strict", action="store_true", help="fail where an input could not be read")
    parser.add_argument("--no-validation", action="store_true", help="do not check the claims table")
    parser.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help="the day that decides what has expired")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")
    parser.set_defaults(command=_audit)


def _add_accept(parser: _Parser) -> None:
    _add_inputs(parser)
    parser.add_argument("--reason", metavar="TEXT", help="why they may stay for now; required without --prune")
    parser.add_argument("--reviewer", default="", metavar="NAME", help="who says so")
    parser.add_argument("--decisions", metavar="FILE", help="the file to write (default: as audit.yaml says)")
    parser.add_argument(
        "--finding", action="append", default=[], metavar="ID", help="enter this conflict alone; repeatable"
    )
    parser.add_argument("--replace-decided", action="store_true", help="defer decisions that no longer hold, too")
    parser.add_argument("--prune", action="store_true", help="drop entries of conflicts that no document states")
    parser.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help="the day to enter")
    parser.set_defaults(command=_accept)


def _add_reconcile(parser: _Parser) -> None:
    parser.add_argument("table", metavar="CLAIMS.csv", help="at least document, entity, attribute and value")
    parser.add_argument(
        "--pack", metavar="NAME|FILE", help="domain knowledge (default: audit.yaml's, or types read off the values)"
    )
    parser.add_argument(
        "--config", metavar="FILE", help="title, pack, decisions, authority (default: audit.yaml here, if any)"
    )
    parser.add_argument("--out", default="factaudit-report", metavar="DIR", help="folder for the reports")
    parser.add_argument(
        "--only", action="append", default=[], choices=_REPORTS, metavar="REPORT", help="write this report; repeatable"
    )
    parser.add_argument("--decisions", metavar="FILE", help="what reviewers decided")
    parser.add_argument("--strict", action="store_true", help="fail where a row could not be read")
    parser.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help="the day that decides what has expired")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")
    parser.set_defaults(command=_reconcile)


def _add_evaluate(parser: _Parser) -> None:
    parser.add_argument("labels", metavar="LABELS.csv", help="labels in the format of docs/labels.md")
    _add_inputs(parser)
    parser.add_argument("--aliases", metavar="FILE", help="CSV of names that mean one entity")
    parser.add_argument("--by", choices=("attribute", "document"), default="attribute", help="rows of the table")
    parser.add_argument("--floor", type=_share, metavar="F", help="exit with 1 where the total F1 is lower")
    parser.set_defaults(command=_evaluate)


def _add_explain(parser: _Parser) -> None:
    parser.add_argument("place", metavar="FILE[:LINE[-LINE]]", help="a document, or one line of it, or several")
    parser.add_argument("--config", metavar="FILE", help="for pack and max_bytes (default: audit.yaml here, if any)")
    parser.add_argument("--pack", metavar="NAME|FILE", help="domain knowledge (default: as audit.yaml says, or llm)")
    parser.add_argument("--max-bytes", type=_count, metavar="N", help="do not read larger files")
    parser.set_defaults(command=_explain)


def _add_names(parser: _Parser) -> None:
    _add_inputs(parser)
    parser.add_argument("--why", nargs=2, metavar="NAME", help="say of two names why they are one entity or two")
    parser.set_defaults(command=_names)


def _add_pack(parser: _Parser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    check = actions.add_parser("check", help="validate a pack, run its examples, hold it against documents")
    check.add_argument("name", metavar="PACK", help="a bundled pack or a file")
    check.add_argument("paths", nargs="*", metavar="PATH", help="documents to hold it against")
    check.add_argument("--all", action="store_true", help="cut no list")
    check.set_defaults(command=_pack_check)
    show = actions.add_parser("show", help="show a pack's attributes and the words by which they are recognised")
    show.add_argument("name", metavar="PACK", help="a bundled pack or a file")
    show.set_defaults(command=_pack_show)
    actions.add_parser("schema", help="print the JSON Schema of pack files").set_defaults(command=_pack_schema)
    actions.add_parser("list", help="list the bundled packs").set_defaults(command=_pack_list)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of bytes")
    return int(text)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not between 0 and 1")
    return share


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2025-12-31") from error


def _terminal() -> tuple[int, bool]:
    """Characters to a line, and whether colours are shown."""
    try:
        width = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):  # a file, a pipe, or no file at all
        return _WIDTH, False
    return width or _WIDTH, "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def _audit(arguments: argparse.Namespace) -> int:
    from factaudit.replay import key_of, replay
    from factaudit.store import Store, program_digest

    today = arguments.today or date.today()
    width, color = _terminal()
    store = Store(usable=not arguments.no_cache)
    program = program_digest()
    request = {**vars(arguments), "command": "audit", "today": None, "width": width, "color": color}
    key = key_of(program, request)
    outcome = replay(store, key, today.isoformat())
    if outcome is None:
        from factaudit import commands

        outcome = commands.audit(_options(arguments), today, commands.Memory(store, program, key), width, color)
    return _judged(outcome) if arguments.quiet else _show(outcome)


def _accept(arguments: argparse.Namespace) -> int:
    from factaudit import commands
    from reconcile.acceptance import Terms

    if arguments.reason is None and not arguments.prune:
        raise FactauditError("accept needs a reason", 'say with --reason "…" why the conflicts may stay for now')
    today = arguments.today or date.today()
    terms = Terms(
        arguments.reason,
        arguments.reviewer,
        today,
        arguments.prune,
        arguments.replace_decided,
        tuple(arguments.finding),
    )
    if len(arguments.paths) == 1 and arguments.paths[0].lower().endswith(".csv"):
        table = commands.Table(arguments.paths[0], arguments.pack, "", arguments.decisions, arguments.config)
        return _show(commands.accept_table(table, terms))
    return _show(commands.accept(_options(arguments, "accept"), terms, today))


def _reconcile(arguments: argparse.Namespace) -> int:
    from factaudit import commands

    table = commands.Table(
        arguments.table,
        arguments.pack,
        arguments.out,
        arguments.decisions,
        arguments.config,
        tuple(arguments.only),
        arguments.strict,
    )
    outcome = commands.reconcile_table(table, arguments.today or date.today(), *_terminal())
    return _judged(outcome) if arguments.quiet else _show(outcome)


def _evaluate(arguments: argparse.Namespace) -> int:
    from factaudit import commands

    scoring = commands.Scoring(arguments.labels, arguments.aliases, arguments.by, arguments.floor)
    return _show(commands.evaluate(_options(arguments, "evaluate"), scoring, date.today()))


def _explain(arguments: argparse.Namespace) -> int:
    from factaudit import commands
    from factaudit.config import Options

    file, lines = _place(arguments.place)
    options = Options((file,), config=arguments.config, pack=arguments.pack, max_bytes=arguments.max_bytes)
    return _show(commands.explain(options, lines))


def _place(text: str) -> tuple[str, tuple[int, int] | None]:
    """File and first and last line of FILE, FILE:LINE, FILE:LINE-LINE or FILE:LINE:COLUMN.

    A line is shown whole, whatever the column.
    """
    found = re.fullmatch(r"(.+?):([0-9]+)(?:-([0-9]+)|:[0-9]+)?", text, re.DOTALL)
    if found is None:
        return text, None
    return found[1], (int(found[2]), int(found[3] or found[2]))


def _names(arguments: argparse.Namespace) -> int:
    from factaudit import commands

    pair = (arguments.why[0], arguments.why[1]) if arguments.why else None
    return _show(commands.names(_options(arguments, "names"), pair, date.today()))


def _pack_check(arguments: argparse.Namespace) -> int:
    from factaudit import commands
    from factaudit.config import Options

    options = Options(paths=tuple(arguments.paths))
    return _show(commands.pack_check(arguments.name, options, date.today(), whole=arguments.all))


def _pack_show(arguments: argparse.Namespace) -> int:
    from factaudit import commands

    return _show(commands.pack_show(arguments.name))


def _pack_schema(_: argparse.Namespace) -> int:
    from factaudit import commands

    return _show(commands.pack_schema())


def _pack_list(_: argparse.Namespace) -> int:
    from factaudit import commands

    return _show(commands.pack_list())


def _show(outcome: Outcome) -> int:
    _say(outcome.text)
    return outcome.exit_code


def _judged(outcome: Outcome) -> int:
    """The exit code alone; that nothing could be judged is said even so."""
    return _failed(str(FactauditError(outcome.reason))) if outcome.exit_code == FAILED else outcome.exit_code


def _options(arguments: argparse.Namespace, command: str = "audit") -> Options:
    """What the command line says about documents and settings, for whichever command."""
    from factaudit.config import Options

    return Options(
        paths=tuple(arguments.paths),
        config=arguments.config,
        pack=arguments.pack,
        out=getattr(arguments, "out", None),
        decisions=getattr(arguments, "decisions", None),
        exclude=tuple(arguments.exclude),
        max_bytes=arguments.max_bytes,
        strict=getattr(arguments, "strict", False),
        validation=not getattr(arguments, "no_validation", False),
        cache=not arguments.no_cache,
        command=command,
    )
