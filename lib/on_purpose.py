"""What a person sends to Amazon's buyers all the same."""

KEY = 'amazon_mail_on_purpose'
PURPOSE = object()  # Anybody may send a context, but nobody can send this.


def on_purpose(records):
    """Return records of which a person sends something to Amazon's buyers on purpose.

    :param odoo.models.BaseModel records: any.
    """
    return records.with_context(**{KEY: PURPOSE})


def is_on_purpose(records):
    """Return whether a person sends, on purpose, what is sent now.

    :param odoo.models.BaseModel records: any.
    :rtype: bool
    """
    return records.env.context.get(KEY) is PURPOSE
