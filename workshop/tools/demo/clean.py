"""Forget the demo, and what killed test runs have left."""
import shutil

from .. import cache, locks
from ..machine import database


def clean():
    """Drop the databases of this clone and remove its folder in the cache.

    What is expensive and shared stays: Odoo, the Python environment, PostgreSQL with its template.

    :raise Failure: if tests or a demo of the clone are running
    """
    if not cache.CLONE.exists():
        return
    with locks.clone_unused(), database.server():
        for name in database.names_like(f'{cache.ADDON}_{cache.CLONE_HASH}_%'):
            database.drop(name)
        shutil.rmtree(cache.CLONE)
