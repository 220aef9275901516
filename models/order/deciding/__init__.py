from . import amazon_order_question
from . import amazon_order_facts
from . import amazon_order_answer
