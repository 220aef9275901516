"""The wire contract: Amazon's words and numbers that all of its APIs share."""

# https://developer-docs.amazon.com/sp-api/docs/sp-api-endpoints
REGIONS = ('na', 'eu', 'fe')
PRODUCTION_URL = 'https://sellingpartnerapi-{region}.amazon.com'

# https://developer-docs.amazon.com/sp-api/docs/connecting-to-the-selling-partner-api
LWA_URL = 'https://api.amazon.com/auth/o2/token'

# https://developer-docs.amazon.com/sp-api/docs/include-a-user-agent-header-in-all-requests
USER_AGENT = 'amazon_connector/17.0 (Language=Python)'

# https://developer-docs.amazon.com/sp-api/docs/usage-plans-and-rate-limits
RATE_HEADER = 'x-amzn-RateLimit-Limit'

# What Amazon's support asks for: of the Selling Partner API, and of the store of documents.
REQUEST_ID_HEADERS = ('x-amzn-RequestId', 'x-amz-request-id')
