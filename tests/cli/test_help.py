"""Every command says what it does, for whom, and how, and its example is one that can be typed."""

import shlex

import pytest
import typer
from typer.testing import CliRunner

from najda.cli.app import app


def _commands(command, path=()):
    if hasattr(command, "commands"):
        for name, inner in command.commands.items():
            yield from _commands(inner, (*path, name))
    else:
        yield path, command


COMMANDS = dict(_commands(typer.main.get_command(app)))
PATHS = sorted(COMMANDS)


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_help_says_what_a_command_does_and_gives_an_example(path):
    result = CliRunner().invoke(app, [*path, "--help"])
    assert result.exit_code == 0
    assert f"Example: najda {' '.join(path)}" in " ".join(result.output.split())
    assert len(COMMANDS[path].help.split()) >= 5


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_the_example_of_a_command_can_be_typed(path):
    typed = shlex.split(COMMANDS[path].epilog.removeprefix("Example: "))
    assert tuple(typed[1 : 1 + len(path)]) == path
    COMMANDS[path].make_context(path[-1], typed[1 + len(path) :])


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_an_option_nobody_knows_exits_2(path):
    result = CliRunner().invoke(app, [*path, "--no-such-thing"])
    assert result.exit_code == 2
    assert f"“{' '.join(('root', *path))}” has no option “--no-such-thing”" in result.output


@pytest.mark.parametrize(
    "group", sorted({path[:length] for path in PATHS for length in range(len(path))}), ids=" ".join
)
def test_a_group_without_a_command_shows_what_there_is(group):
    result = CliRunner().invoke(app, group)
    assert "Usage" in result.output
    assert result.exit_code in (0, 2)
