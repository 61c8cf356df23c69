"""`clew completion` and `clew version`."""

import click
from click.shell_completion import get_completion_class

from queries.metadata import clew_version


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that completes `clew` in a shell.

    For bash: eval "$(clew completion bash)" in ~/.bashrc; zsh likewise in ~/.zshrc; for fish:
    clew completion fish > ~/.config/fish/completions/clew.fish
    """
    kind = get_completion_class(shell)
    if kind is None:  # pragma: no cover - click knows the three
        raise click.UsageError(shell)
    root = context.find_root().command
    click.echo(kind(root, {}, "clew", "_CLEW_COMPLETE").source())


@click.command()
def version() -> None:
    """Print the version."""
    click.echo(clew_version())
