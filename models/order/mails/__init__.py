from . import account_move
from . import account_payment
from . import mail_followers
from . import mail_mail
from . import mail_thread
from . import res_partner
