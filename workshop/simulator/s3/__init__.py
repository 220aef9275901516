"""Where documents lie: Amazon's S3, another host than the Selling Partner API's."""
