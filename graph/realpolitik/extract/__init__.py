"""Document → claims.  Documents and vocabulary flow in, claims out; knows no file of the user's, no RDF."""

from realpolitik.extract.extractor import Extractor

__all__ = ["Extractor"]
