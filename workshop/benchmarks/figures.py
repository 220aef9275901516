"""What there is to measure, in the order of the report.

By the name that ``make bench ONLY=`` takes: the module that measures it. The module has a
``TITLE`` and a function ``measure(lab)`` that returns a :class:`.figure.Figure`. Nothing is
imported here, since the tools read this list without an Odoo.
"""

FIGURES = {
    'import': 'measures.importing',
    'fba': 'measures.importing_fba',
    'heavy': 'measures.importing_heavy',
    'growth': 'measures.growth',
    'breadth': 'measures.breadth',
    'calls': 'measures.calls',
    'late': 'measures.lateness',
    'pages': 'measures.pages',
    'invoices': 'measures.invoices',
    'uploads': 'measures.uploads',
}
