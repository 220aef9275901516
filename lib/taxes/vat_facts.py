"""What is kept of Amazon's VAT invoice report, by order: plain values that JSON has.

Parcels by Amazon's shipping id: the country that they left from (`from`; several, separated by
spaces, if rows contradict each other), Amazon's number of their invoice (`number`), and when they
did (`at`). What was given back by Amazon's transaction id: which
kind it is (`kind`), of which parcel (`parcel`), Amazon's number of the credit note (`number`), and
when it was (`at`).
"""
SHIPMENT = 'SHIPMENT'


def facts_by_order(rows):
    """Return what a report says of each order.

    :param list[VatInvoiceRow] rows: what was read of it.
    :return: `parcels` and `refunds`, and the business buyer's VAT number (`vat`), by order.
    :rtype: dict[str, dict]
    """
    facts = {}
    for row in rows:
        order = facts.setdefault(row.order_ref, {'parcels': {}, 'refunds': {}, 'vat': ''})
        at = row.moment.strftime('%Y-%m-%d %H:%M:%S') if row.moment else ''
        if row.kind == SHIPMENT:
            _note(order['parcels'], row.shipping_ref, {
                'from': _with_country(order['parcels'].get(row.shipping_ref), row.ship_from),
                'number': row.invoice_number,
                'at': at,
            })
            order['vat'] = row.buyer_vat or order['vat']
        elif row.transaction_ref:
            _note(order['refunds'], row.transaction_ref, {
                'kind': row.kind, 'parcel': row.shipping_ref, 'number': row.invoice_number,
                'at': at,
            })
    return facts


def merged(known, news):
    """Return what is known of an order after a report: what that does not say stays.

    :param dict known: what was known before; may be empty.
    :param dict news: what the report says.
    :rtype: dict
    """
    result = {}
    for part in ('parcels', 'refunds'):
        entries = {ref: dict(entry) for ref, entry in (known.get(part) or {}).items()}
        for ref, entry in news[part].items():
            _note(entries, ref, entry)
        result[part] = entries
    return result


def ship_from_countries(facts):
    """Return where the parcels of an order left from.

    :return: ISO codes, each once, sorted.
    :rtype: list[str]
    """
    parcels = (facts.get('parcels') or {}).values()
    return sorted({code for parcel in parcels for code in _countries(parcel)})


def shipping_refs(facts):
    """Return Amazon's ids of the parcels of an order, the first parcel first.

    :rtype: list[str]
    """
    return [ref for ref, _parcel in _by_date(facts, 'parcels') if ref]


def invoice_numbers(facts):
    """Return Amazon's own numbers of the invoices of an order, each once, the first parcel's first.

    :rtype: list[str]
    """
    numbers = (parcel.get('number') for _ref, parcel in _by_date(facts, 'parcels'))
    return list(dict.fromkeys(filter(None, numbers)))


def refund_refs(facts):
    """Return Amazon's transaction ids of what was given back, the first first.

    :rtype: list[str]
    """
    return [ref for ref, _refund in _by_date(facts, 'refunds')]


def _countries(parcel):
    return (parcel.get('from') or '').split()


def _with_country(parcel, code):
    """Return the countries that a parcel left from, with one more."""
    return ' '.join(sorted({*_countries(parcel or {}), code} - {''}))


def _note(entries, ref, entry):
    entries[ref] = {**entries.get(ref, {}), **{key: value for key, value in entry.items() if value}}


def _by_date(facts, part):
    return sorted(
        (facts.get(part) or {}).items(), key=lambda pair: (pair[1].get('at', ''), pair[0])
    )
