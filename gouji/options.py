"""What the commands share: the kinds of answers, the options that several have, and errors in one line."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from gouji.errors import GoujiError, in_a_line


class Format(StrEnum):
    text = "text"
    json = "json"


class Answers(StrEnum):
    table = "table"
    csv = "csv"
    json = "json"


class FailOn(StrEnum):
    critical = "critical"
    warning = "warning"
    info = "info"
    never = "never"


class OneLine(TyperGroup):
    """Errors end in one line on standard error and exit code 2: a traceback helps nobody who gave a wrong path."""

    def invoke(self, ctx: typer.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (TyperException, typer.Exit, typer.Abort, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours must not look like exit code 1
            tell(in_a_line(error))
            raise typer.Exit(GoujiError.exit_code) from None


def tell(message: str) -> None:
    typer.echo("gouji: " + " ".join(message.split()), err=True)


Paths = Annotated[list[Path], typer.Argument(metavar="PATH", help="Report folders, text files, or folders of such.")]
OnePath = Annotated[Path, typer.Argument(metavar="REPORT", help="A report folder or a text file.")]
Expectations = Annotated[Path | None, typer.Option(metavar="DIR", help="Suites; else ./expectations, else our own.")]
Severity = Annotated[FailOn, typer.Option("--fail-on", help="The least severity that ends in exit code 1.")]
