"""What a person sees who has to decide on an order: both sides, and what may be answered."""
from .answer import Answer
from .fact import Fact, Topic

__all__ = ['Answer', 'Fact', 'Topic']
