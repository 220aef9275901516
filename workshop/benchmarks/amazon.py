"""A simulated Amazon in a process of its own: its work is not counted as the connector's."""
import contextlib
import multiprocessing
import os
import resource
import signal
import threading
import time

import odoo

from ..simulator import Simulator, serve


class Amazon:
    """The way to a simulator that runs in another process."""

    def __init__(self, connection):
        self._connection = connection
        self.url = connection.recv()

    def do(self, function, *arguments):
        """Have a function of a module carried out where the simulator is.

        :param callable function: gets the :class:`Simulator` and the arguments
        :return: what the function returns
        """
        self._connection.send((function, arguments))
        return self._connection.recv()

    def seconds_at_work(self):
        """Return how much time of a processor the simulator has used.

        :return: seconds
        """
        return self.do(_seconds_at_work)


class LocalAmazon:
    """A simulator in this process, used in the same way."""

    def __init__(self, simulator, url):
        self.url = url
        self.simulator = simulator

    def do(self, function, *arguments):
        """Carry out a function with the simulator."""
        return function(self.simulator, *arguments)


@contextlib.contextmanager
def amazon():
    """Run a simulator for the length of a ``with`` block.

    :rtype: Amazon
    """
    with forked(_simulate) as (process, connection):
        yield Amazon(connection)
        connection.send(None)
        process.join()


@contextlib.contextmanager
def forked(function, *arguments):
    """Run a function in a process of its own, made from this one; it is ended after the block.

    It starts within milliseconds, with all that is loaded here, and does not outlive this one.

    :param callable function: gets its end of a pipe, and the arguments
    :return: the process, and the other end of the pipe
    """
    odoo.sql_db.close_all()  # Two processes cannot share a connection.
    context = multiprocessing.get_context('fork')
    here, there = context.Pipe()
    process = context.Process(
        target=_run, args=(os.getpid(), function, there, *arguments), daemon=True)
    process.start()
    there.close()
    try:
        yield process, here
    finally:
        process.terminate()
        process.join()


def _run(parent, function, *arguments):
    def end_with_parent():
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=end_with_parent, daemon=True).start()
    function(*arguments)


def _simulate(connection):
    simulator = Simulator()
    with serve(simulator) as url:
        connection.send(url)
        while task := connection.recv():
            function, arguments = task
            connection.send(function(simulator, *arguments))


def _seconds_at_work(_simulator):
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
