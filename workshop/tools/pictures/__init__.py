"""The pictures of README and module page, taken of a demo by a browser: ``make screenshots``."""
