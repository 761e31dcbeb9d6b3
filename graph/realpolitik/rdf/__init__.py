"""rdf room."""
