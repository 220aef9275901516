"""What is measured: a module for each figure, and what it needs."""
