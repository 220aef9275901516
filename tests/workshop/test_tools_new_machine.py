import os
import subprocess
import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ...workshop.tools import cache, cli, series
from ...workshop.tools.machine import environment, uv
from ...workshop.tools.python_version import SUPPORTED

FIND = "from workshop.tools.cli import main; import sys; sys.exit(main(sys.argv[1:]))"
# Stands in for the command that would make an environment and go on in it.
END = (
    "from workshop.tools.machine import environment; "
    "environment.continue_inside = lambda *args: sys.exit(0)")
# The whole program, begun by a Python that is too old, or by a user who has nothing
RUN = "import runpy; runpy.run_module('workshop.tools', run_name='__main__', alter_sys=True)"
TOO_OLD = f"from workshop.tools import python_version; python_version.SUPPORTED = [(3, 99)]; {RUN}"
NOBODY = f"import pwd; pwd.getpwuid = {{}}.__getitem__; {RUN}"
UV = '[ "$1" = --version ] && {{ echo "uv {version}"; exit 0; }}\n{rest}'

GITHUB_IS_OUT_OF_REACH = '[ "$1" = ls-remote ] && exit 128\necho "unexpected: $*"; exit 1'
# Where the tools see whether a source runs on Python 3.13.
SAFE_EVAL = 'mkdir -p "{0}/tools"\necho TO_BOOL > "{0}/tools/safe_eval.py"\n'
GITHUB_ANSWERS = (
    '[ "$1" = ls-remote ] && exit 0\nfor last; do :; done\n' + SAFE_EVAL.format('$last/odoo')
)
RELEASE = "version_info = ({}, 0, 0, FINAL, 0, '')"
A_MIRROR = '[ "$1" = indextargets ] && { echo http://mirror.example/debian/; exit 0; }\n'
APT_DOWNLOADS = A_MIRROR + (
    'while [ $# -gt 0 ]; do [ "$1" = -o ] && shift 2 && continue; break; done\n'
    '[ "$1" = download ] && shift && for name; do echo "$name" > "$name.deb"; done\nexit 0'
)
# Called as dpkg-deb --extract PACKAGE FOLDER
DPKG_UNPACKS = (
    'place="$3/usr/lib/python3/dist-packages/odoo"\n' + SAFE_EVAL.format('$place')
    + f'echo "{RELEASE.format(19)}" > "$place/release.py"'
)


@tagged('-at_install', 'post_install')
class TestNewMachine(BaseCase):
    """On a machine that has nothing yet, the tools find an Odoo, or say what can be done."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home, self.bin = Path(folder.name, 'home'), Path(folder.name, 'bin')
        self.home.mkdir()
        self.bin.mkdir()
        for name in ('sh', 'mkdir', 'echo', 'cat'):
            (self.bin / name).symlink_to(f'/bin/{name}')
        self.cache = self.home / '.cache' / 'amazon_connector'

    def program(self, name, script):
        """Let the machine have a program that does what a shell script says."""
        path = self.bin / name
        path.write_text(f'#!/bin/sh\n{script}\n')
        path.chmod(0o755)

    def run_tools(self, script=f'import sys; {END}; {FIND}', **variables):
        """Run ``make demo`` on the machine until Odoo is found.

        :param str script: Python that does it
        :return: the exit code, and all that is shown.
        """
        environment = {'HOME': str(self.home), 'PATH': str(self.bin), **variables}
        done = subprocess.run(
            [sys.executable, '-B', '-c', script, 'demo'],
            cwd=cache.REPOSITORY, env={name: value for name, value in environment.items() if value},
            capture_output=True, text=True, timeout=60)
        shown = done.stdout + done.stderr
        self.assertNotIn('Traceback', shown)
        left = [path.name for path in self.cache.glob('*unfinished*')]
        self.assertFalse(left, "something half-made stays")
        return done.returncode, shown

    def has_keys_of_debian(self):
        return any(Path('/usr/share/keyrings', f'debian-archive-keyring{suffix}').exists()
                   for suffix in ('.gpg', '.pgp'))

    def test_github_in_reach_gives_17(self):
        self.program('git', GITHUB_ANSWERS + f'echo "{RELEASE.format(17)}" > '
                     '"$last/odoo/release.py"')
        code, shown = self.run_tools()
        self.assertEqual(code, 0, shown)
        self.assertIn("It will be Odoo 17.0 from GitHub. To be fetched, once: 450 MB", shown)
        self.assertTrue((self.cache / 'odoo-17.0').is_dir())
        code, shown = self.run_tools()
        self.assertNotIn("fetched", shown)
        self.assertIn("Odoo 17.0 in ", shown)

    def test_github_out_of_reach_gives_19_of_debian_and_says_how_to_have_17(self):
        if not self.has_keys_of_debian():
            self.skipTest("This system does not have Debian's keys.")
        self.program('git', GITHUB_IS_OUT_OF_REACH)
        self.program('apt-get', APT_DOWNLOADS)
        self.program('dpkg-deb', DPKG_UNPACKS)
        code, shown = self.run_tools()
        self.assertEqual(code, 0, shown)
        self.assertIn("17.0 can't be fetched: GitHub can't be reached from this machine", shown)
        self.assertIn("To have 17.0, ", shown)
        self.assertIn("Odoo 19.0 in ", shown)

    def test_who_asked_for_17_is_not_given_19(self):
        self.program('git', GITHUB_IS_OUT_OF_REACH)
        self.program('apt-get', APT_DOWNLOADS)
        self.program('dpkg-deb', DPKG_UNPACKS)
        code, shown = self.run_tools(ODOO='17.0')
        self.assertEqual(code, 1)
        self.assertIn("Odoo 17.0 can't be fetched: GitHub can't be reached", shown)
        self.assertIn("Ways out: ", shown)

    def test_neither_github_nor_apt_is_said_with_the_ways_out(self):
        self.program('git', GITHUB_IS_OUT_OF_REACH)
        code, shown = self.run_tools()
        self.assertEqual(code, 1)
        self.assertIn("Odoo 19.0 can't be fetched either: this system has no apt", shown)
        self.assertIn("Ways out: ", shown)

    def test_no_git_is_said(self):
        code, shown = self.run_tools(ODOO='18.0')
        self.assertEqual(code, 1)
        self.assertIn("Odoo 18.0 can't be fetched: git is not installed", shown)

    def test_a_clone_that_breaks_off_leaves_nothing(self):
        self.program('git', GITHUB_ANSWERS + 'echo "fatal: early EOF"; exit 128')
        code, shown = self.run_tools()
        self.assertEqual(code, 1)
        self.assertIn("early EOF", shown)
        self.assertIn("Check the network", shown)
        self.assertFalse((self.cache / 'odoo-17.0').exists())

    def test_a_disk_that_is_full_is_told_as_that(self):
        full = 'echo "write error: No space left on device" >&2; exit 1'
        self.program('git', GITHUB_ANSWERS + full)
        self.program('uv', UV.format(version='99.0.0', rest=full))
        for script in (f'import sys; {END}; {FIND}', TOO_OLD):
            with self.subTest(script):
                code, shown = self.run_tools(script, ODOO='17.0')
                self.assertEqual(code, 1)
                self.assertIn("A disk is full", shown)
                self.assertIn("write error: No space left on device", shown)
                self.assertIn("Make room there", shown)

    def test_what_a_killed_fetch_left_goes_with_the_next_one(self):
        left = self.cache / 'odoo-18.0.unfinished' / 'odoo'
        left.mkdir(parents=True)
        self.program('git', GITHUB_ANSWERS + 'echo "fatal: early EOF"; exit 128')
        self.run_tools()
        self.assertFalse(left.exists())
        left.mkdir(parents=True)
        self.program('git', GITHUB_IS_OUT_OF_REACH)
        self.program('apt-get', A_MIRROR + 'exit 100')
        self.program('dpkg-deb', DPKG_UNPACKS)
        if self.has_keys_of_debian():
            self.run_tools(ODOO='19.0')
            self.assertFalse(left.exists())
        left = self.cache / 'uv-0.1.0.unfinished'
        left.mkdir()
        self.find_uv()
        self.assertFalse(left.exists())

    def test_a_download_from_debian_that_breaks_off_leaves_nothing(self):
        if not self.has_keys_of_debian():
            self.skipTest("This system does not have Debian's keys.")
        self.program('git', GITHUB_IS_OUT_OF_REACH)
        self.program('dpkg-deb', DPKG_UNPACKS)
        for script, words in (
            ('echo "E: Hash Sum mismatch"; exit 100', "Hash Sum mismatch"),
            (APT_DOWNLOADS.replace('exit 0', 'exit 100'), "could not be fetched from Debian's"),
        ):
            with self.subTest(words):
                self.program('apt-get', A_MIRROR + script)
                code, shown = self.run_tools(ODOO='19.0')
                self.assertEqual(code, 1)
                self.assertIn(words, shown)
                self.assertIn("Ways out: ", shown)
                self.assertFalse((self.cache / 'odoo-19.0').exists())

    def test_a_package_that_is_not_odoo_is_not_taken(self):
        if not self.has_keys_of_debian():
            self.skipTest("This system does not have Debian's keys.")
        self.program('git', GITHUB_IS_OUT_OF_REACH)
        self.program('apt-get', APT_DOWNLOADS)
        self.program('dpkg-deb', 'mkdir -p "$3/usr"')
        code, shown = self.run_tools(ODOO='19.0')
        self.assertEqual(code, 1)
        self.assertIn("There is no Odoo 19.0 in Debian's package odoo-19", shown)
        self.assertFalse((self.cache / 'odoo-19.0').exists())

    def test_ctrl_c_while_a_python_is_fetched_stops(self):
        self.program('uv', UV.format(version='99.0.0', rest='kill -INT $PPID'))
        code, shown = self.run_tools(TOO_OLD)
        self.assertEqual(code, 130)
        self.assertIn("Stopped.", shown)

    def test_a_python_that_is_too_old_is_told_without_odoo(self):
        self.program('uv', UV.format(version='99.0.0', rest='exit 1'))
        code, shown = self.run_tools(TOO_OLD)
        self.assertEqual(code, 1)
        self.assertRegex(shown, r"^Python 3\.\d+ is too old for the tools; trying to fetch ")
        self.assertIn("The tools need Python 3.10, ", shown)

    def test_a_path_of_the_cache_that_programs_would_not_understand_is_refused_at_once(self):
        self.program('git', 'echo "unexpected: $*"; exit 1')
        for character in (*',:[]*?"$`\\\'', '\n', '\udce9'):
            with self.subTest(character):
                code, shown = self.run_tools(XDG_CACHE_HOME=f'{self.home}/a{character}b')
                self.assertEqual(code, 1)
                self.assertIn("In the path of the cache folder, ", shown)
                self.assertIn("Set XDG_CACHE_HOME to a folder that has another path.", shown)
                self.assertNotIn("unexpected", shown)

    def test_other_odd_paths_of_the_cache_are_no_hindrance(self):
        self.program('git', GITHUB_ANSWERS + f'echo "{RELEASE.format(17)}" > '
                     '"$last/odoo/release.py"')
        code, shown = self.run_tools(XDG_CACHE_HOME=f"{self.home}/a b#c%sd;é日 ~(1)")
        self.assertEqual(code, 0, shown)

    def test_a_user_without_home_is_told_what_to_set(self):
        for script in (NOBODY, f"{NOBODY.replace(RUN, '')}{TOO_OLD}"):
            with self.subTest(script):
                code, shown = self.run_tools(script, HOME='')
                self.assertEqual(code, 1)
                self.assertIn("set HOME or XDG_CACHE_HOME", shown)

    def test_the_home_of_a_user_that_there_is_not_is_told(self):
        code, shown = self.run_tools(ODOO_SRC='~there_is_no_such_user/odoo')
        self.assertEqual(code, 1)
        self.assertIn("~there_is_no_such_user/odoo is no folder", shown)
        self.assertIn("Set ODOO_SRC to the root of Odoo's source", shown)

    def environment_of(self, *complete):
        """Return the Python that `make lint` uses where some environments are complete.

        None if it makes that of the default series.
        """
        with patch.object(cache, 'CACHE', self.cache), \
                patch.object(environment, 'continue_inside') as continue_inside, \
                patch('os.execve') as execve:
            for folder in complete:
                (self.cache / folder / 'bin').mkdir(parents=True)
                (self.cache / folder / 'bin' / 'python').touch()
                (self.cache / folder / 'complete').touch()
            environment.continue_inside_any(['lint'])
        if not execve.called:
            continue_inside.assert_called_once_with(series.DEFAULT, None, ['lint'])
            return None
        return str(execve.call_args.args[0].relative_to(self.cache))

    def test_what_needs_no_odoo_takes_the_environment_that_there_is(self):
        self.assertIsNone(self.environment_of())
        other = next(version for version in SUPPORTED if version != sys.version_info[:2])
        other_python = environment._folder_for('19.0', other).name
        same_python = environment._folder_for('19.0').name
        default = environment._folder_for(series.DEFAULT).name
        for name in (other_python, same_python, default):
            with self.subTest(name):
                self.assertEqual(self.environment_of(name), f'{name}/bin/python')

    def test_an_environment_whose_python_is_gone_is_not_taken(self):
        name = environment._folder_for('19.0').name
        self.environment_of(name)
        (self.cache / name / 'bin' / 'python').unlink()
        self.assertIsNone(self.environment_of())

    def test_lint_and_clean_take_the_environment_that_there_is(self):
        for command in ('lint', 'clean'):
            options = Namespace(needs=cli.PACKAGES)
            with self.subTest(command), patch.object(
                environment, 'continue_inside_any'
            ) as continue_inside_any:
                self.assertEqual(cli._ready(options, [command]), [])
                continue_inside_any.assert_called_once_with([command])

    def find_uv(self):
        """Return the uv that the tools use on the machine."""
        def fetch(work):
            (work / 'uv' / 'bin').mkdir(parents=True)
            (work / 'uv' / 'bin' / 'uv').touch()

        with patch.object(cache, 'CACHE', self.cache), patch.object(uv, '_fetch', fetch), \
                patch.dict(os.environ, PATH=str(self.bin)), patch('builtins.print'):
            return uv.find_or_fetch()

    def test_uv_on_path_is_taken_if_it_works_and_is_new_enough(self):
        first, *rest = uv.VERSION.split('.')
        for version in (uv.VERSION, f'{int(first) + 1}.0.0', '10.0.0 (abc 2030-01-01)'):
            with self.subTest(version):
                self.program('uv', UV.format(version=version, rest=''))
                self.assertEqual(self.find_uv(), self.bin / 'uv')

    def test_another_uv_on_path_is_not_taken(self):
        for script in (
            UV.format(version='0.4.30', rest=''), UV.format(version='0.9.99', rest=''),
            UV.format(version='of another kind', rest=''), 'exit 1', 'kill -9 $$',
        ):
            with self.subTest(script), tempfile.TemporaryDirectory() as folder:
                self.cache = Path(folder)
                self.program('uv', script)
                self.assertEqual(
                    self.find_uv(), self.cache / f'uv-{uv.VERSION}' / 'bin' / 'uv')
        (self.bin / 'uv').write_text('#!/no/such/interpreter\n')
        self.assertNotEqual(self.find_uv(), self.bin / 'uv')

    def test_what_the_user_has_set_for_uv_chooses_no_packages(self):
        chooses = ['CONSTRAINT', 'OVERRIDE', 'BUILD_CONSTRAINT', 'EXCLUDE_NEWER', 'PYTHON',
                   'PROJECT', 'PRERELEASE', 'RESOLUTION', 'SYSTEM_PYTHON', 'NO_BINARY',
                   'REQUIRE_HASHES', 'WORKING_DIR', 'NO_CACHE', 'TORCH_BACKEND']
        reaches = ['DEFAULT_INDEX', 'INDEX', 'INDEX_URL', 'INDEX_OWN_PASSWORD', 'EXTRA_INDEX_URL',
                   'FIND_LINKS', 'INSECURE_HOST', 'OFFLINE', 'HTTP_TIMEOUT', 'HTTP_RETRIES',
                   'HTTPS_PROXY', 'NATIVE_TLS', 'PYTHON_INSTALL_MIRROR']
        with patch.dict(os.environ, {f'UV_{name}': 'x' for name in chooses + reaches},
                        PIP_INDEX_URL='y', HTTPS_PROXY='z'):
            variables = uv.variables()
        self.assertFalse([name for name in chooses if f'UV_{name}' in variables])
        self.assertFalse([name for name in reaches if variables.get(f'UV_{name}') != 'x'])
        self.assertEqual(variables['HTTPS_PROXY'], 'z')
