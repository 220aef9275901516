"""Who remits the tax on an item, as far as Amazon says."""
from dataclasses import dataclass

from ..core.texts import MAX_WORD

# Its older API wrote MarketplaceFacilitator.
_FACILITATOR = 'MARKETPLACEFACILITATOR'
UNION_OSS = 'UOSS'
# `reportingScheme` names IOSS and UOSS alone; Amazon also sends those that its older API had in
# `DeemedResellerCategory`, without documenting them: GB_VOEC, AU_VOEC, NZ_VOEC, SG_VOEC, NO_VOEC,
# JE_VOEC, CA_MPF, CH_SUPPLIER_IMPORT.
# https://github.com/amzn/selling-partner-api-models/issues/2629
_OF_DEEMED_RESELLERS = ('IOSS', UNION_OSS)
_ENDS_OF_DEEMED_RESELLERS = ('_VOEC', '_MPF', '_SUPPLIER_IMPORT')


@dataclass(frozen=True)
class ItemTax:
    """Who remits the tax on an item.

    :param bool is_withheld: whether Amazon collects it and remits it, instead of the seller.
    :param str scheme: Amazon's word for the scheme that it is reported under, such as 'IOSS'; ''
        if Amazon does not say.
    :param bool is_shown: whether Amazon says how much tax there is, be it 0.
    """

    is_withheld: bool
    scheme: str
    is_shown: bool = False


def read_item_tax(item, own_schemes):
    """Return who remits the tax on an item.

    See `ItemTax` in the model orders_2026-01-01.json of
    https://github.com/amzn/selling-partner-api-models. Who is named as responsible does not
    matter: it may be nobody (issue 4892 there).

    :param Fields item: Amazon's `OrderItem`.
    :param collections.abc.Container[str] own_schemes: schemes under which the seller remits, where
        Amazon does not say that it does.
    :rtype: ItemTax
    :raise Unreadable: if that is not readable.
    """
    tax = item.section('tax')
    models = [
        collection.text('model', "tax model", MAX_WORD).upper().replace('_', '')
        for collection in tax.sections('taxCollections', f"the tax of {item.name}")
    ]
    schemes = [
        breakdown.text('reportingScheme', "tax scheme", MAX_WORD).upper()
        for breakdown in tax.sections('taxCalculationBreakdowns', f"the tax of {item.name}")
    ]
    of_deemed_resellers = [
        scheme for scheme in schemes if scheme not in own_schemes and (
            scheme in _OF_DEEMED_RESELLERS or scheme.endswith(_ENDS_OF_DEEMED_RESELLERS)
        )
    ]
    is_shown = any(
        breakdown.text('type', "kind of an amount", MAX_WORD) == 'TAX'
        for breakdown in item.section('proceeds').sections('breakdowns', item.name)
    )
    return ItemTax(
        is_withheld=_FACILITATOR in models or bool(of_deemed_resellers),
        # That under which Amazon remits it says more than others beside it.
        scheme=next(filter(None, of_deemed_resellers + schemes), ''),
        is_shown=is_shown,
    )
