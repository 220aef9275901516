from collections import Counter


class AtOnce:
    """Moves whose goods are taken out of the stock together, instead of line by line.

    It travels in the context to the places where Odoo reads and writes the stock for each line.
    """

    KEY = 'amazon_at_once'

    def __init__(self, moves):
        self.move_ids = set(moves.ids)
        self._moved = {}
        self._totals = None

    @classmethod
    def of(cls, move):
        """Return what a move is taken with, or None.

        :param stock.move move: any.
        :rtype: AtOnce | None
        """
        at_once = move.env.context.get(cls.KEY)
        # Anybody may send a context.
        return at_once if isinstance(at_once, cls) and move.id in at_once.move_ids else None

    def moves(self, env):
        return env['stock.move'].browse(self.move_ids)

    def move_all(self, key, lines, move):
        """Move goods of all lines, once.

        :param tuple key: which goods, out of or into which place.
        :param callable lines: returns such a key and a quantity for each line and direction.
        :param callable move: moves a quantity; returns what is available then, and since when.
        :return: the same; what is available is told once.
        :rtype: tuple[float, datetime]
        """
        if key in self._moved:
            return 0, self._moved[key]
        if self._totals is None:
            self._totals = Counter()
            for line_key, quantity in lines():
                self._totals[line_key] += quantity
        available, since = move(self._totals[key])
        self._moved[key] = since
        return available, since
