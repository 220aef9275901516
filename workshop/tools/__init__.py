"""The developer's environment: everything behind ``make demo``, ``test``, ``lint`` and ``clean``.

Run from the repository's root as ``python3 -m workshop.tools COMMAND``. It needs Python's standard
library only; the rest is installed into the cache folder and the tools then go on with that Python.
"""
