"""The token endpoint. Amazon has it on another host than the Selling Partner API."""
from ..core.endpoint import Endpoint
from .behaviour import give_tokens

ENDPOINTS = [Endpoint('token', 'POST', '/auth/o2/token', give_tokens)]
