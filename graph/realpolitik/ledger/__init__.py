"""Claims and documents on disk: claims.jsonl, documents.jsonl, the CSV and the Parquet of claims.

In: `Claim` and `Document` values, or files.  Out: the same.  It knows nothing of how claims are found.
"""

from realpolitik.ledger.claim_rows import COLUMNS, OPTIONAL_COLUMNS, claim_from_json, claim_to_json
from realpolitik.ledger.claims import claim_order, iter_claims, read_claims, write_claims
from realpolitik.ledger.claims_csv import read_claims_csv, write_claims_csv
from realpolitik.ledger.claims_parquet import iter_claims_parquet, write_claims_parquet
from realpolitik.ledger.document_rows import document_from_json, document_to_json
from realpolitik.ledger.documents import iter_documents, read_documents, write_documents
from realpolitik.ledger.files import atomic_writer, json_line, write_rows

__all__ = [
    "COLUMNS",
    "OPTIONAL_COLUMNS",
    "atomic_writer",
    "claim_from_json",
    "claim_order",
    "claim_to_json",
    "document_from_json",
    "document_to_json",
    "iter_claims",
    "iter_claims_parquet",
    "iter_documents",
    "json_line",
    "read_claims",
    "read_claims_csv",
    "read_documents",
    "write_claims",
    "write_claims_csv",
    "write_claims_parquet",
    "write_documents",
    "write_rows",
]
