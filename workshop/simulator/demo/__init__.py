"""Orders to start with: the demo's, and as many as wanted by chance."""
