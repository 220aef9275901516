"""What Odoo's log tells about tests while they run."""
import itertools
import re
import threading


class Progress:
    """What one program's log tells about its tests, line by line."""

    STARTED = re.compile(r' INFO \S+ \S+: Starting (\S+) \.\.\. ')
    SKIPPED = re.compile(r' INFO \S+ \S+: (skipped (\w+ \(\S+\)|\S+) : .*)')
    REPORTED = re.compile(r' INFO \S+ \S+: Report: (.*)')
    FAILED = re.compile(r' ERROR \S+ \S+: (?:FAIL|ERROR): (?:Subtest )?(\w+ \(\S+\)|\S+)')

    def __init__(self, display=None):
        """Begin with no test.

        :param Display display: where it is shown, perhaps with that of other programs
        """
        self.started = set()
        self.skipped = set()
        self.failed = set()
        self._display = display or Display()

    def take_note(self, line):
        """Count what a line of the log tells, and show it."""
        if found := self.STARTED.search(line):
            self.started.add(found[1])
            self._display.show_next(found[1])
        elif found := self.SKIPPED.search(line):
            self.skipped.add(found[2])
            self._display.show(found[1].strip(' -'))
        elif found := self.REPORTED.search(line):
            self._display.show(found[1].rstrip())
        elif found := self.FAILED.search(line):
            self.failed.add(found[1])
            self._display.show(f"FAILED {found[1]}")

    @property
    def ran(self):
        """The tests that were really run."""
        return self.started - self.skipped


class Display:
    """Lines of several programs at once, their tests numbered together."""

    def __init__(self):
        self._numbers = itertools.count(1)
        self._one_at_a_time = threading.Lock()

    def show_next(self, test):
        """Show that a test starts."""
        with self._one_at_a_time:
            print(f"{next(self._numbers):4} {test}", flush=True)

    def show(self, text):
        """Show what became of a test."""
        with self._one_at_a_time:
            print(f"     {text}", flush=True)


def counts(progresses):
    """Return the closing line for all programs.

    :param list[Progress] progresses: theirs
    """
    passed = sum(len(progress.ran - progress.failed) for progress in progresses)
    failed = sum(len(progress.failed) for progress in progresses)
    skipped = sum(len(progress.skipped) for progress in progresses)
    return f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else '')
