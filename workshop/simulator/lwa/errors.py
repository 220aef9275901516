"""How the token endpoint says no: as OAuth 2 does (RFC 6749, section 5.2)."""


class TokenRefusal(Exception):
    """A refusal in the shape of OAuth 2."""

    def __init__(self, status, error, description):
        super().__init__(description)
        self.status = status
        self.error = error
        self.description = description


def unsupported_grant_type():
    return TokenRefusal(
        400, 'unsupported_grant_type',
        "The authorization grant type is not supported by the authorization server")


def missing_parameter(name):
    return TokenRefusal(
        400, 'invalid_request', f"The request is missing a required parameter : {name}")


def invalid_client():
    return TokenRefusal(401, 'invalid_client', "Client authentication failed")


def unauthorized_client():
    return TokenRefusal(
        400, 'unauthorized_client',
        "Not authorized for requested operation")


def invalid_grant(parameter):
    text = f"The request has an invalid grant parameter : {parameter}"
    if parameter == 'refresh_token':
        text += ". User may have revoked or didn't grant the permission."
    return TokenRefusal(400, 'invalid_grant', text)
