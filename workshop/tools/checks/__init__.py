"""What `make lint` checks."""
