from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fact:
    """What both sides have of one thing.

    :param str name: what it is, in words.
    :param str on_amazon: what Amazon says; '' if it does not say anything of it.
    :param str in_odoo: what Odoo has.
    :param tuple[str] questions: how the names of questions begin that are about it.
    """

    name: str
    on_amazon: str
    in_odoo: str
    questions: tuple = ()

    def is_asked(self, names):
        """Return whether it is what makes the difference.

        :param names: the names of what is asked.
        :rtype: bool
        """
        return bool(self.questions) and any(name.startswith(self.questions) for name in names)


@dataclass(frozen=True)
class Topic:
    """Facts that belong together: those of a line of the order, for instance.

    :param str name: what they are about, in words.
    :param list[Fact] facts: those.
    :param about: the record, where others may have the same name.
    """

    name: str
    facts: list = field(default_factory=list)
    about: object = None

    def is_asked(self, names):
        return any(fact.is_asked(names) for fact in self.facts)
