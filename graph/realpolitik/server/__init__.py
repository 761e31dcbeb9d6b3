"""A graph on the web: SPARQL 1.1 Protocol, the explorer and a query page.

`settings` is all that can be imported without the extra `serve`.
"""
