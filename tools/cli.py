"""The commands."""
import argparse
import signal
import sys

from . import environment, odoo_source
from .console import Failure


def main(arguments):
    """Carry out a command.

    :param list arguments: the command line without the program
    :return: the exit code
    """
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        source = odoo_source.find_or_fetch()
        environment.continue_inside(source, arguments)
        return options.run(source, options) or 0
    except Failure as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def _interrupt(*_args):
    raise KeyboardInterrupt


def _parser():
    parser = argparse.ArgumentParser(prog='python3 -m tools', description=__doc__)
    commands = parser.add_subparsers(required=True, metavar='COMMAND')
    test = commands.add_parser('test', help="run the tests on a fresh database")
    test.add_argument('--tags', help="Odoo's --test-tags, such as /amazon_connector:TestName")
    test.set_defaults(run=_test)
    lint = commands.add_parser('lint', help="check the source code")
    lint.set_defaults(run=_lint)
    return parser


def _test(source, options):
    from .run_tests import run_tests

    return run_tests(source, options.tags)


def _lint(source, _options):
    from .lint import lint

    return lint(source)
