"""What `make demo` starts, and `make clean` forgets."""
