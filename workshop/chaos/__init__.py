"""Whether anything is lost when everything goes wrong: `make chaos`.

A shop on a simulated Amazon keeps changing, people work in Odoo, and the connector's jobs run in
processes of their own, while every kind of fault is thrown at them. When the faults stop, Odoo has
to equal Amazon a few runs later. What happens is drawn from a seed, so that it can be seen again.
"""
