"""Does what goes over the wire agree with Amazon's own models?

The models are not part of the project; they are read from a folder beside it where there is one.
"""
import functools
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from werkzeug.wrappers import Response

try:
    import jsonschema
except ImportError:
    jsonschema = None

MODELS = Path(__file__).resolve().parents[2] / 'shared' / 'amazon' / 'models'
MODEL_FILES = (
    'ordersV0.json', 'orders_2026-01-01.json', 'feeds_2021-06-30.json', 'reports_2021-06-30.json',
    'sellers.json', 'finances_2024-06-19.json', 'listingsItems_2021-08-01.json',
    'fbaInventory.json')
# Of these models not all is used: there is something newer, or nobody needs it.
USED_OPERATIONS = {
    'fbaInventory.json': {'getInventorySummaries'},
    'finances_2024-06-19.json': {'listTransactions'},
    'listingsItems_2021-08-01.json': {'searchListingsItems'},
    'ordersV0.json': {'confirmShipment'},
    'reports_2021-06-30.json': {
        'createReport', 'getReport', 'getReports', 'getReportDocument'},
}

# The paths that are not the Selling Partner API's.
OTHER_PATHS = re.compile(
    r'/(auth/o2/token|documents/.*|seller-central/.*|apps/authorize/.*|develop-apps)?')

# What differs from the models and is known to work: (operation, text of the violation, reason).
TOLERATED = [
    (
        'searchOrders',
        re.compile(r"unknown parameter '(MarketplaceId|MarketplaceIds|marketplace_ids)'"),
        "python-amazon-sp-api adds them where the caller names no marketplace; Amazon ignores them",
    ),
]

_DATE_TIME = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)')


class ContractChecked:
    """A WSGI application around another one, which checks all requests and answers.

    What does not agree with the models is put into `violations`, a list of sentences. An answer
    that is wrong on purpose (a fault, a mangled order) is not checked.

    :param app: The application, a simulator as a rule.
    :param bool requests: Whether requests are checked too; not where wrong ones are the point.
    """

    def __init__(self, app, requests=True):
        self.violations = []
        self._app = app
        self._check_requests = requests
        self._operations = _load_operations() if self.available() else []

    @staticmethod
    def available():
        """Return whether the models and `jsonschema` are there.

        :rtype: bool
        """
        return not missing()

    def __call__(self, environ, start_response):
        operation = self._find_operation(environ)
        if operation and self._check_requests:
            self._report(operation, operation.check_request(environ['QUERY_STRING']))
            self._report(operation, operation.check_body(read_body(environ)))
        response = call_app(self._app, environ)
        if operation and not environ.get('simulator.wrong_on_purpose'):
            self._report(operation, operation.check_answer(response))
        return response(environ, start_response)

    def _find_operation(self, environ):
        method, path = environ['REQUEST_METHOD'], environ['PATH_INFO']
        for operation in self._operations:
            if operation.matches(method, path):
                return operation
        if self._operations and self._check_requests and not OTHER_PATHS.fullmatch(path):
            self.violations.append(f"{method} {path}: no operation of the models.")
        return None

    def _report(self, operation, findings):
        for finding in findings:
            if not _is_tolerated(operation.name, finding):
                self.violations.append(f"{operation.name}: {finding}")


def missing():
    """Return what is missing for the checks, or None.

    :rtype: str | None
    """
    if jsonschema is None:
        return "the Python package jsonschema is not installed"
    for name in MODEL_FILES:
        if not (MODELS / name).is_file():
            return f"Amazon's model {name} is not in {MODELS.parts[-3]}/amazon/models"
    return None


def read_body(environ):
    """Return the body of a request, and leave it there to be read again."""
    body = environ['wsgi.input'].read(int(environ.get('CONTENT_LENGTH') or 0))
    environ['wsgi.input'] = io.BytesIO(body)
    return body


def call_app(app, environ):
    """Return the application's answer; `environ` itself is passed on, to see what is put in it."""
    start = {}
    iterable = app(environ, lambda status, headers, exc_info=None: start.update(
        status=status, headers=headers))
    try:
        return Response(b''.join(iterable), **start)
    finally:
        if hasattr(iterable, 'close'):
            iterable.close()


def _is_tolerated(operation_name, finding):
    return any(
        operation_name == name and pattern.search(finding) for name, pattern, _reason in TOLERATED)


# === OPERATIONS === #


@dataclass
class _Operation:
    name: str
    method: str
    path: re.Pattern
    parameters: dict
    body: object
    answers: dict

    def matches(self, method, path):
        return method == self.method and self.path.fullmatch(path)

    def check_request(self, query_string):
        given = parse_qsl(query_string, keep_blank_values=True)
        names = [name for name, _value in given]
        for name in sorted(set(names)):
            if names.count(name) > 1:
                yield f"parameter {name!r} is given more than once"
        for name, value in given:
            if name in self.parameters:
                yield from _check_parameter(self.parameters[name], value)
            else:
                yield f"unknown parameter {name!r}"
        for name, parameter in self.parameters.items():
            if parameter.get('required') and name not in names:
                yield f"required parameter {name!r} is absent"

    def check_body(self, body):
        if self.body is None:
            if body:
                yield "the request has a body"
            return
        try:
            content = json.loads(body)
        except ValueError:
            yield "the body of the request is not JSON"
            return
        for finding in _findings(self.body, content):
            yield f"body: {finding}"

    def check_answer(self, response):
        answer = self.answers.get(str(response.status_code))
        if answer is None:
            yield f"status {response.status_code} is not in the model"
            return
        if 'x-amzn-RequestId' not in response.headers:
            yield "the header x-amzn-RequestId is absent"
        for name, _value in response.headers:
            if name.startswith('x-amzn-') and name not in answer.headers:
                yield f"status {response.status_code} has no header {name} in the model"
        if answer.validator is None:
            if response.get_data():
                yield f"status {response.status_code} has no body in the model"
            return
        try:
            content = json.loads(response.get_data())
        except ValueError:
            yield f"the body of status {response.status_code} is not JSON"
            return
        yield from _findings(answer.validator, content)


@dataclass
class _Answer:
    headers: set
    validator: object


@functools.lru_cache(maxsize=1)
def _load_operations():
    operations = []
    for name in MODEL_FILES:
        model = json.loads((MODELS / name).read_text(encoding='utf-8'))
        definitions = _tighten(model['definitions'])
        for path, methods in model['paths'].items():
            for method, operation in methods.items():
                if _is_used(name, operation):
                    operations.append(_read_operation(path, method, operation, definitions))
    return operations


def _is_used(model_name, operation):
    """Return whether what is found beside a path of a model is an operation, and one to check."""
    id_ = operation.get('operationId') if isinstance(operation, dict) else None
    return bool(id_) and id_ in USED_OPERATIONS.get(model_name, {id_})


def _read_operation(path, method, operation, definitions):
    in_query = [
        parameter for parameter in operation['parameters'] if parameter['in'] == 'query']
    bodies = [
        _validator(parameter['schema'], definitions)
        for parameter in operation['parameters'] if parameter['in'] == 'body']
    return _Operation(
        name=operation['operationId'],
        method=method.upper(),
        path=re.compile(re.sub(r'\\{\w+\\}', '[^/]+', re.escape(path))),
        parameters={parameter['name']: parameter for parameter in in_query},
        body=bodies[0] if bodies else None,
        answers={
            status: _read_answer(answer, definitions)
            for status, answer in operation['responses'].items()},
    )


def _read_answer(answer, definitions):
    schema = answer.get('schema')
    return _Answer(set(answer['headers']), schema and _validator(schema, definitions))


# === SCHEMAS === #


def _tighten(schema):
    """Return the schema without room for what Amazon does not document.

    A model leaves unknown keys open, and names most values in descriptions only; what the
    simulator makes up would pass.
    """
    if isinstance(schema, list):
        return [_tighten(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    tight = {key: _tighten(part) for key, part in schema.items()}
    if isinstance(schema.get('properties'), dict) and schema.get('type') == 'object':
        tight['additionalProperties'] = False
    values = _documented_values(schema)
    if values and schema.get('type') == 'string':
        tight['enum'] = values
    elif values and schema.get('type') == 'array' and schema['items'].get('type') == 'string':
        tight['items']['enum'] = values
    return tight


def _documented_values(schema):
    description = schema.get('description')
    if not isinstance(description, str):
        return []
    _text, _heading, values = description.partition('**Possible value')
    return re.findall(r'`([A-Z_]+)`', values)


def _validator(schema, definitions):
    return jsonschema.Draft4Validator(
        {**schema, 'definitions': definitions}, format_checker=_format_checker())


def _findings(validator, content):
    for error in validator.iter_errors(content):
        place = '/'.join(map(str, error.absolute_path)) or "the whole"
        yield f"{place}: {error.message[:300]}"


def _check_parameter(parameter, text):
    name, kind = parameter['name'], parameter['type']
    value = text
    if kind == 'array':
        value = text.split(',')
    elif kind == 'integer':
        value = int(text) if re.fullmatch(r'-?\d+', text) else text
    schema = {
        key: parameter[key] for key in ('type', 'format', 'enum', 'items', 'maxItems')
        if key in parameter}
    for finding in _findings(_validator(schema, {}), value):
        yield f"parameter {name!r}: {finding}"


@functools.lru_cache(maxsize=1)
def _format_checker():
    checker = jsonschema.FormatChecker(formats=())

    @checker.checks('date-time')
    def is_date_time(value):
        return not isinstance(value, str) or bool(_DATE_TIME.fullmatch(value))

    return checker
