"""The carriers that Amazon knows by a code.

The codes are facts of Amazon's, as last published in 2021; a carrier that is not among them is
`Other`. See
https://developer-docs.amazon.com/sp-api/changelog/carriercode-value-required-in-shipment-confirmations-for-br-mx-ca-sg-au-in-jp-marketplaces.
"""
from pathlib import Path

OTHER = 'Other'
CARRIER_CODES = frozenset(
    Path(__file__).with_name('carrier_codes.txt').read_text(encoding='utf-8').splitlines())
