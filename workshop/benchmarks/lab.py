"""Where figures are measured: databases of their own, and how much is measured."""
import contextlib

import odoo
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from ..tools.machine import database


class Database:
    """A database with the addon."""

    def __init__(self, name):
        self.name = name

    @property
    def registry(self):
        return Registry(self.name)

    @contextlib.contextmanager
    def transaction(self):
        """Give the superuser's environment, as a scheduled job has it; commit at the end."""
        with self.registry_cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def registry_cursor(self):
        return self.registry.cursor()

    def execute(self, statement, *values):
        """Carry out an SQL statement by itself.

        :return: the rows that it gives
        :rtype: list[tuple]
        """
        with self.registry_cursor() as cr:
            cr.execute(statement, values)
            return cr.fetchall() if cr.description else []

    def duplicate(self, what):
        """Return a copy of the database as it is now.

        :param str what: the copy's name, for itself
        :rtype: Database
        """
        odoo.sql_db.close_db(self.name)  # PostgreSQL copies what nobody is connected to.
        copy = Database(f'{self.name}_{what}')
        database.create(copy.name, self.name)
        return copy


class Lab:
    """What a figure is measured in.

    :param str database_name: a fresh database with the addon
    :param int runs: how often each value is measured
    :param float scale: the part of the standard numbers of orders that is measured
    """

    def __init__(self, database_name, runs, scale):
        self.database = Database(database_name)
        self.runs = runs
        self.scale = scale

    def count(self, standard):
        """Return how many orders to take where the figure's standard is so many."""
        return max(1, round(standard * self.scale))
