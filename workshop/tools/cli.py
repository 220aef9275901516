"""The commands."""
import argparse
import contextlib
import shutil
import signal
import sys

from . import cache, disk, paths, series
from .console import Failure
from .machine import environment, odoo_source

# What a command needs to run
NOTHING, PACKAGES, ODOO = 'nothing', 'packages', 'odoo'

NO_STRANGE_PATH = "Set XDG_CACHE_HOME to a folder that has another path."
STOP_SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


def main(arguments):
    """Carry out a command.

    :param list arguments: the command line without the program
    :return: the exit code
    """
    options = _parser().parse_args(arguments)
    for number in STOP_SIGNALS:
        signal.signal(number, _interrupt)
    try:
        with disk.watched() if options.needs == ODOO else contextlib.nullcontext():
            code = options.run(*_ready(options, arguments), options) or 0
        return _failed("It ended early.") if code and disk.is_full() else code
    except Failure as failure:
        return _failed(failure)
    except BrokenPipeError:  # nobody reads on, as with "| head"
        return 1
    except OSError as error:
        return _failed(
            f"{error}\nThe tools write to {cache.CACHE} only: check that this folder is yours, or "
            "set XDG_CACHE_HOME to another folder."
        )
    except KeyboardInterrupt:
        return _failed("Stopped.", 130)
    except Exception as error:
        if not disk.is_full(error):
            raise
        return _failed(error)


def _ready(options, arguments):
    """Return what a command's function is given before its options: Odoo's source, if it needs it.

    Most go on in the environment that is made for that Odoo.
    """
    if options.needs == NOTHING:
        return []
    paths.check(cache.CACHE, "the cache folder", NO_STRANGE_PATH)
    if options.needs == PACKAGES:
        environment.continue_inside_any(arguments)
        return []
    source = odoo_source.find_for_this_python()
    if not environment.is_inside(source.series):
        print(f"Odoo {source.series} in {source.path}", flush=True)
    environment.continue_inside(source.series, source, arguments)
    return [source]


def _failed(why, code=1):
    sys.stdout.flush()
    if disk.is_full(why):  # Python may have written half a file, and would believe in it
        shutil.rmtree(cache.COMPILED, ignore_errors=True)
    print(f"\n{disk.explained(why)}", file=sys.stderr)
    return code


def _interrupt(*_args):
    """End, undisturbed by a second Ctrl-C: what was started has to be stopped."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _parser():
    parser = argparse.ArgumentParser(prog='python3 -m workshop.tools', description=__doc__)
    parser.set_defaults(needs=ODOO)
    commands = parser.add_subparsers(required=True, metavar='COMMAND')
    demo = commands.add_parser('demo', help="run Odoo, linked to a simulated Amazon")
    demo.add_argument('--once', action='store_true', help="stop as soon as everything runs")
    demo.set_defaults(run=_demo)
    test = commands.add_parser('test', help="run the tests on a fresh database")
    test.add_argument('--tags', help="Odoo's --test-tags, such as /amazon_connector:TestName")
    test.add_argument('--coverage', action='store_true', help="show the lines that no test runs")
    test.set_defaults(run=_test)
    bench = commands.add_parser('bench', help="measure how fast the connector is")
    bench.add_argument('--only', help="names of figures, separated by commas")
    bench.add_argument('--runs', type=int, help="how often each value is measured")
    bench.add_argument('--scale', type=float, help="the part of the orders, for a quick look")
    bench.add_argument('--profile', help="write where the time of an import goes into this file")
    bench.set_defaults(run=_bench)
    fuzz = commands.add_parser('fuzz', help="try broken and hostile answers")
    fuzz.add_argument('--count', type=int, default=20_000, help="how many")
    fuzz.add_argument('--seed', type=int, help="what they are chosen by; a new one by default")
    fuzz.add_argument('--case', help="the only one to try, as a failing one was told")
    fuzz.set_defaults(run=_fuzz)
    chaos = commands.add_parser('chaos', help="throw faults at the connector, seed by seed")
    chaos.add_argument('--seeds', help="such as 7 or 1-1000; those that are done are left out")
    chaos.add_argument('--jobs', type=int, help="how many at once")
    chaos.add_argument('--size', type=int, help="how many orders a shop has at most")
    chaos.set_defaults(run=_chaos)
    addon = commands.add_parser('addon', help="write the addon for a series of Odoo")
    addon.add_argument('--series', default=series.DEFAULT, help=", ".join(series.ALL))
    addon.add_argument('--into', help="the folder; dist/<series> by default")
    addon.set_defaults(run=_addon, needs=NOTHING)
    requirements = commands.add_parser('requirements', help="choose versions of packages anew")
    requirements.set_defaults(run=_requirements, needs=NOTHING)
    lint = commands.add_parser('lint', help="check the source code")
    lint.set_defaults(run=_lint, needs=PACKAGES)
    docs = commands.add_parser('docs', help="make the pages that are made of the code")
    docs.set_defaults(run=_docs, needs=PACKAGES)
    screenshots = commands.add_parser('screenshots', help="take the pictures of the pages anew")
    screenshots.set_defaults(run=_screenshots)
    i18n = commands.add_parser('i18n', help="bring the translations' terms up to date")
    i18n.set_defaults(run=_i18n)
    clean = commands.add_parser('clean', help="forget the demo")
    clean.set_defaults(run=_clean, needs=PACKAGES if cache.CLONE.exists() else NOTHING)
    return parser


# Only inside the environment, where what they need is installed, are these modules imported.

def _demo(source, options):
    from .demo.demo import demo

    return demo(source, options.once)


def _test(source, options):
    from .proofs.run_tests import run_tests

    return run_tests(source, options.tags, options.coverage)


def _bench(source, options):
    from .proofs.bench import bench, profile

    if options.profile:
        return profile(source, options.profile, options.scale, options.only)
    return bench(source, options.only, options.runs, options.scale)


def _fuzz(source, options):
    from .proofs.fuzz import fuzz

    return fuzz(source, options.count, options.seed, options.case)


def _chaos(source, options):
    from .proofs.chaos import chaos

    return chaos(source, options.seeds, options.jobs, options.size)


def _addon(options):
    from .build.pack import pack

    return pack(options.series, options.into)


def _requirements(_options):
    return environment.update_lock_files()


def _lint(_options):
    from .checks.lint import lint

    return lint()


def _docs(_options):
    from .pages import decisions_page, hooks_page, troubleshooting_page

    for page in (decisions_page, hooks_page, troubleshooting_page):
        page.update()


def _i18n(source, _options):
    from .pages.translations import update

    return update(source)


def _screenshots(source, _options):
    from .pages.screenshots import screenshots

    return screenshots(source)


def _clean(_options):
    from .demo.clean import clean

    return clean()
