"""What every API of Amazon's is answered with; nothing here knows a particular one."""
