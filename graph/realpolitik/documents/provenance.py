"""stub"""

from __future__ import annotations
from realpolitik.documents.dates import metadata_date
from realpolitik.documents.draft import Draft
from realpolitik.model import DateBasis, EventDate


def find_published(draft: Draft) -> EventDate | None:
    """Return the date."""
    return metadata_date(draft.published) if draft.published else None


def find_source(draft: Draft) -> tuple[str | None, DateBasis | None]:
    """Return the source."""
    return (draft.source, DateBasis.METADATA) if draft.source else (None, None)
