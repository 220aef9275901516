"""What runs tests, chaos, fuzz and benchmarks."""
