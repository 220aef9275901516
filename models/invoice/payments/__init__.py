from . import account_chart_template
from . import account_journal
from . import amazon_account
