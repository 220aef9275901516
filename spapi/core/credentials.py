import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Credentials:
    """Who asks, and for which seller. Its representation shows no secret.

    See https://developer-docs.amazon.com/sp-api/docs/connecting-to-the-selling-partner-api.
    """

    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)

    def digest(self, lwa_url):
        """Return what tells these credentials from all others, without giving them away.

        :param str lwa_url: where they are used.
        :rtype: str
        """
        parts = (self.client_id, self.client_secret, self.refresh_token, lwa_url)
        return hashlib.sha256(repr(parts).encode()).hexdigest()
