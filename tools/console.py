"""What a person sees: steps with their duration, and failures as sentences."""
import contextlib
import shutil
import subprocess
import sys
import time

BEGINNING_OF_LINE = '\r\033[K'  # and erase the line


class Failure(Exception):
    """Something that the user can put right; its text says how."""


@contextlib.contextmanager
def step(text):
    """Show a step while it is carried out, and how long it took.

    :param str text: what is done, as in "Creating the database"
    :return: a function that shows how far the step got, on a terminal only
    """
    started = time.monotonic()

    def progress(detail):
        if sys.stdout.isatty():
            width = shutil.get_terminal_size().columns - 1
            print(BEGINNING_OF_LINE + f"{text} … {detail}"[:width], end='', flush=True)

    print(f"{text} … ", end='', flush=True)
    try:
        yield progress
    except BaseException:
        print()
        raise
    progress('')
    print(f"{time.monotonic() - started:.0f} s", flush=True)


def run_logged(command, log, progress, describe=lambda line: None, script='', **settings):
    """Run a command, keep what it says in a file, and show how far it got.

    :param list command: program and arguments
    :param pathlib.Path log: file for its output; overwritten
    :param progress: what :func:`step` gave
    :param describe: makes a line of output a few words to show, or None
    :param str script: what the command reads from its standard input
    :param settings: :class:`subprocess.Popen`'s keyword arguments
    :raise Failure: with the end of the output, if the command fails
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open('w') as output, _terminated_at_the_end(subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace',
        stdin=subprocess.PIPE, **settings,
    )) as process:
        process.stdin.write(script)
        process.stdin.close()
        for line in process.stdout:
            output.write(line)
            if words := describe(line):
                progress(words)
    if process.returncode:
        raise Failure(
            f"{last_lines(log)}\nIt ended with code {process.returncode}. The whole log: {log}"
        )


@contextlib.contextmanager
def _terminated_at_the_end(process):
    try:
        yield process
    except BaseException:
        process.terminate()
        raise
    finally:
        process.wait()


def last_lines(path, count=15):
    """Return the end of a log as text."""
    return ''.join(path.read_text(errors='replace').splitlines(keepends=True)[-count:])
