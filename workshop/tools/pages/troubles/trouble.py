"""What the page *Troubleshooting* adds to a sentence of the connector's."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Trouble:
    """A failure, question or refusal that users read.

    What has neither cause nor remedy says both itself.

    :param str sentence: as in the code, or how it begins.
    :param str cause: how it comes to that, in English.
    :param str remedy: what to do, in English.
    :param str chinese_cause: the same in Chinese.
    :param str chinese_remedy: the same in Chinese.
    """

    sentence: str
    cause: str = ''
    remedy: str = ''
    chinese_cause: str = ''
    chinese_remedy: str = ''
