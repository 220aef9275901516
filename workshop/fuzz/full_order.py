"""All that Amazon's model lets Amazon say of an order, and which of it Amazon may leave out."""
import json
import re

# Which of the words that Amazon documents is chosen, where it is not to be the first.
WORDS = {'type': 'OTHER', 'subtype': 'OTHER', 'status': 'FINALIZED'}
TIME = '2026-11-20T10:00:00Z'


class OrderModel:
    """The `Order` of Amazon's published model.

    :param pathlib.Path path: orders_2026-01-01.json.
    """

    def __init__(self, path):
        self._definitions = json.loads(path.read_text(encoding='utf-8'))['definitions']

    def optional_paths(self):
        """Return the paths of all that may be absent, such as `orderItems.product.sellerSku`.

        :rtype: list[str]
        """
        return list(self._optional({'$ref': '#/definitions/Order'}, ()))

    def full_order(self, currency):
        """Return an order with all that the model knows.

        :param str currency: of all amounts.
        :rtype: dict
        """
        return self._sample('order', {'$ref': '#/definitions/Order'}, currency)

    def _optional(self, schema, path):
        schema = self._resolved(schema)
        if schema.get('type') == 'array':
            yield from self._optional(schema['items'], path)
            return
        for name, part in schema.get('properties', {}).items():
            if name not in schema.get('required', ()):
                yield '.'.join([*path, name])
            yield from self._optional(part, (*path, name))

    def _sample(self, name, schema, currency):
        words = _documented_words(schema)
        schema = self._resolved(schema)
        words = words or _documented_words(schema) or schema.get('enum', [])
        if 'properties' in schema:
            return {
                key: self._sample(key, part, currency)
                for key, part in schema['properties'].items()
            }
        if schema.get('type') == 'array':
            return [words[0] if words else self._sample(name, schema['items'], currency)]
        if schema.get('type') in ('integer', 'number'):
            return 1
        if schema.get('format') == 'date-time':
            return TIME
        if words:
            return WORDS[name] if WORDS.get(name) in words else words[0]
        return {'currencyCode': currency, 'amount': '0.00', 'countryCode': 'US'}.get(name, name)

    def _resolved(self, schema):
        while '$ref' in schema:
            schema = self._definitions[schema['$ref'].split('/')[-1]]
        return schema


def _documented_words(schema):
    _text, _heading, words = schema.get('description', '').partition('**Possible value')
    return re.findall(r'`([A-Z_]+)`', words)
