from .saying import (
    _,
    as_money,
    at_moment,
    cause_of,
    in_words,
    joined,
    on_day,
    without_values,
    words_of,
)
from .sentence import Sentence
