"""`clew`: the group that knows every command by name and imports it when it is asked for."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

import click

from api.cli.desk import desk_of, store_option
from api.cli.exits import Exit, exit_of, told
from graph.errors import ClewError

# Beside the questions: where each is, and what the list of commands says of it. `clew --help`
# imports none of them, so that it stays quick.
_KEEPING: Final = {
    "load": ("api.cli.load:load", "Bring a case folder into the store."),
    "match": ("api.cli.match:match", "Propose who of a case stands on a list."),
    "serve": ("api.cli.serve:serve", "Answer over HTTP, on this machine only."),
    "doctor": ("api.cli.doctor:doctor", "Check the store, its file and what Clew runs on."),
    "retract": ("api.cli.retract:retract", "Take a claim away as if it had never been read."),
    "export": ("api.cli.export:export", "Write the whole store, or a part, to a file."),
    "backup": ("api.cli.backup:backup", "Copy the store to a new file, while it is in use."),
    "restore": ("api.cli.backup:restore", "Make the store what a backup holds."),
    "copy": ("api.cli.copying:copy", "Copy a store into another one, proven by snapshot."),
    "neo4j": ("api.cli.local_server:neo4j", "Run a Neo4j of your own on this machine."),
    "completion": ("api.cli.completion:completion", "Print what completes `clew` in a shell."),
    "version": ("api.cli.completion:version", "Print the version."),
}


class Clew(click.Group):
    """The questions and the commands that keep a store."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's form
        """Every command's name."""
        from api.cli.questions import commands

        return sorted({*commands(), *_KEEPING})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's form
        """One command, imported or made now."""
        from api.cli.questions import command, commands

        if cmd_name in _KEEPING:
            module, _, attribute = _KEEPING[cmd_name][0].partition(":")
            found: click.Command = getattr(import_module(module), attribute)
            return found
        return command(cmd_name) if cmd_name in commands() else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's form
        """The list of commands, the questions first."""
        from api.cli.questions import commands

        asked = {name: one[0].summary for name, one in commands().items()}
        kept = {name: text for name, (_, text) in _KEEPING.items() if name not in asked}
        for title, listed in (("Questions", asked), ("Keeping a store", kept)):
            with formatter.section(title):
                formatter.write_dl(sorted(listed.items()))


@click.command(
    cls=Clew,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    params=[store_option()],
    epilog="`clew COMMAND --help` tells more. Exit codes: 0 ok, 1 nothing found, 2 usage, "
    "3 data conflict or faulty input, 4 verification failed, 5 store unavailable.",
)
@click.pass_context
def clew(context: click.Context) -> None:
    """Follow money: who is connected to whom, on what evidence, and where the money went."""
    desk_of(context)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The words behind `clew`; none: those of this process.

    Returns:
        The exit code.
    """
    try:
        ended = clew.main(
            None if arguments is None else list(arguments), "clew", standalone_mode=False
        )
    except ClewError as error:
        click.echo(f"clew: {told(error)}", err=True)
        return exit_of(error)
    except click.exceptions.Abort:
        click.echo("clew: stopped.", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        # Whoever read the output has enough; Python would complain once more when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return ended if isinstance(ended, int) else Exit.OK


if __name__ == "__main__":
    sys.exit(main())
