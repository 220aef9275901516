"""Sentences that remember how they were made, to be said again in the language of each reader.

A scheduled job has no reader: what it says is read later, by people with different languages. So
`_` of this folder returns what Odoo's own does, and remembers the sentence and its values. A
`Sentence` field keeps them in the database.
"""
import json
import re
import sys
import xmlrpc.client
from contextlib import suppress
from decimal import Decimal

import psycopg2
from markupsafe import Markup, escape

from odoo.fields import Date, Datetime
from odoo.tools import format_date, format_datetime
from odoo.tools.translate import code_translations

MODULE = __name__.split('.')[2]  # odoo.addons.amazon_connector
SAY, VALUES, OF_MODULE = 'say', 'with', 'of'
JOIN, PARTS = 'join', 'parts'
EXPLANATION = 'explanation'  # the name under which some sentences are filled with another one
DAY, MOMENT = 'day', 'moment'
MONEY, CURRENCY = 'money', 'currency'
BEGINNING = '{"'  # of JSON that is kept
# What a sentence begins with that says something of a thing: "%(product)s: …".
ABOUT = re.compile(r'^…\s*[:：]\s*(?=.)')
PLACE = re.compile(r'%(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]')


class Words(str):
    """A text in one language, and what it is made of.

    :ivar dict made_of: values for JSON, from which :func:`in_words` makes the text again.
    """

    __slots__ = ('made_of',)

    def __new__(cls, text, made_of=None):
        words = super().__new__(cls, text)
        words.made_of = made_of
        return words


def _write_as_text(marshaller, words, write):
    marshaller.dispatch[str](marshaller, str(words), write)


# XML-RPC knows no kinds of texts but those that it is told of. Since 18.0, Odoo has a list of its
# own, which it copied from Python's before this module was there.
for _marshaller in (xmlrpc.client.Marshaller, *xmlrpc.client.Marshaller.__subclasses__()):
    _marshaller.dispatch[Words] = _write_as_text


class Kept(str):
    """A text in the form in which it is kept: JSON, if it is to be said in any language.

    What buyers and Amazon write may look like that JSON, too: so it is told apart by its type.
    """

    __slots__ = ()


def _(source, /, *args, **kwargs):
    """Return a sentence in the language of who works at the moment, as Odoo's `_` does.

    :param str source: in English; Odoo finds it here to have it translated.
    :param args: what it is filled with; by name, if it is more than one thing.
    :rtype: Words, or Markup if one of the values is
    """
    caller = sys._getframe(1)
    made_of = {SAY: source}
    values = args or kwargs
    if values:
        made_of[VALUES] = _kept_values(values)
    module = _module_of(caller)
    if module != MODULE:
        made_of[OF_MODULE] = module
    sentence = _translated(source, module, _lang_at_work(caller))
    if any(isinstance(value, Markup) for value in [*args, *kwargs.values()]):
        return escape(sentence) % values
    return Words(_filled(sentence, source, values), made_of)


def joined(separator, texts):
    """Return what several sentences are together; empty ones are left out.

    :param str separator: between them.
    :param texts: an iterable of sentences.
    :rtype: Words
    """
    texts = [text for text in texts if text]
    return Words(separator.join(texts), {JOIN: separator, PARTS: [_kept(text) for text in texts]})


def on_day(env, date):
    """Return a day as the reader writes it.

    :param datetime.date date: the day.
    :rtype: Words
    """
    return _said(env, {DAY: Date.to_string(date)})


def at_moment(env, datetime):
    """Return a moment as the reader writes it, by the reader's clock.

    :param datetime.datetime datetime: naive, UTC.
    :rtype: Words
    """
    return _said(env, {MOMENT: Datetime.to_string(datetime)})


def as_money(currency, amount):
    """Return an amount as the reader writes it.

    :param res.currency currency: of the amount.
    :rtype: Words
    """
    return _said(currency.env, {MONEY: float(amount), CURRENCY: currency.id})


def words_of(error):
    """Return the words of an error that a person reads, with their memory.

    :param UserError error: what came up.
    :rtype: str
    """
    text = error.args[0] if error.args else ''
    return text if isinstance(text, str) else str(error)


# === KEPT, AND SAID AGAIN === #

def to_keep(text):
    """Return the form in which a text is kept.

    :param str text: maybe Words; what is kept already stays as it is.
    :rtype: Kept | bool | None
    """
    if not text or isinstance(text, Kept):
        return text
    made_of = getattr(text, 'made_of', None)
    if not made_of and text.startswith(BEGINNING):
        made_of = {JOIN: '', PARTS: [text]}  # It only looks like one of ours.
    return Kept(json.dumps(made_of, ensure_ascii=False) if made_of else text)


def in_words(env, text):
    """Return what was kept, in the language of the environment.

    :param str text: by :func:`to_keep`; anything else is said as it is.
    :rtype: str
    """
    made_of = _made_of(text)
    return _said(env, made_of) if made_of else text


def cause_of(text):
    """Return what kind of thing a sentence says: itself, without what it is filled with.

    Where it is filled with an explanation, that says what it is about.

    :param str text: by :func:`to_keep`, or Words.
    :return: the sentence in English and its module; of several, the first; None, if text is none.
    :rtype: tuple[str, str] | None
    """
    made_of = getattr(text, 'made_of', None) or _made_of(text)
    while made_of and JOIN in made_of:
        first = made_of[PARTS][0] if made_of[PARTS] else None
        made_of = first if isinstance(first, dict) else None
    if not made_of or SAY not in made_of:
        return None
    values = made_of.get(VALUES)
    explanation = values.get(EXPLANATION) if isinstance(values, dict) else None
    if isinstance(explanation, dict) and SAY in explanation:
        made_of = explanation
    return made_of[SAY], made_of.get(OF_MODULE, MODULE)


def without_values(source, module, lang):
    """Return a sentence in a language, with dots where it is filled with something.

    What it is about, at its beginning, is left out: "Mug: 2 ordered" becomes "… ordered".

    :rtype: str
    """
    text = PLACE.sub('…', _translated(source, module, lang)).replace('%%', '%')
    return ABOUT.sub('', text)


def _made_of(text):
    if not text or not text.startswith(BEGINNING):
        return None
    try:
        made_of = json.loads(text)
    except ValueError:
        return None
    return made_of if made_of.keys() & {SAY, JOIN, DAY, MOMENT, MONEY} else None


def _said(env, made_of):
    return Words(_say(env, made_of), made_of)


def _say(env, made_of):
    """Return what is kept in the language of the environment: a text, or a value to fill in."""
    if not isinstance(made_of, dict):
        return made_of
    if SAY in made_of:
        source, values = made_of[SAY], made_of.get(VALUES, ())
        sentence = _translated(source, made_of.get(OF_MODULE, MODULE), env.lang)
        return _filled(sentence, source, _said_values(env, values))
    if JOIN in made_of:
        return made_of[JOIN].join(_say(env, part) for part in made_of[PARTS])
    if DAY in made_of:
        return format_date(env, made_of[DAY])
    if MOMENT in made_of:
        zone = env.context.get('tz')
        return format_datetime(env, made_of[MOMENT], tz=zone, dt_format='short')
    currency = env['res.currency'].browse(made_of[CURRENCY]).exists()
    return currency.format(made_of[MONEY]) if currency else str(made_of[MONEY])


def _said_values(env, values):
    if isinstance(values, dict):
        return {name: _say(env, value) for name, value in values.items()}
    return tuple(_say(env, value) for value in values)


def _kept_values(values):
    if isinstance(values, dict):
        return {name: _kept(value) for name, value in values.items()}
    return [_kept(value) for value in values]


def _kept(value):
    made_of = getattr(value, 'made_of', None)
    if made_of:
        return made_of
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int | float) else str(value)


def _lang_at_work(frame):
    """Return the language of the nearest caller that has one.

    Odoo's own `_` asks the function that calls it alone, and warns if that is no method.
    """
    while frame:
        env = getattr(frame.f_locals.get('self'), 'env', None)
        if env is not None:
            # A transaction that is broken doesn't tell a user's language.
            with suppress(psycopg2.Error):
                return env.lang or env['res.users'].context_get().get('lang')
            return None
        frame = frame.f_back
    return None


def _translated(source, module, lang):
    if not lang or lang == 'en_US':
        return source
    return code_translations.get_python_translations(module, lang).get(source, source)


def _filled(sentence, source, values):
    if not values:
        return sentence
    for text in (sentence, source):
        # A translation, or a later version, may have other places to fill.
        with suppress(TypeError, ValueError, KeyError):
            return text % values
    return source


def _module_of(frame):
    parts = frame.f_globals.get('__name__', '').split('.')
    return parts[2] if parts[:2] == ['odoo', 'addons'] and len(parts) > 2 else MODULE
