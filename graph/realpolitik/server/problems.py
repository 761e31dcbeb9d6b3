"""What a server answers instead of an answer: a status, and one sentence for whoever asked."""

from __future__ import annotations

import json
from collections.abc import Mapping

from realpolitik.server.negotiation import PROBLEM


class ProblemError(Exception):
    """A request that gets no answer.

    Attributes:
        status: The HTTP status.
        detail: What is wrong, and what to do.
        position: 1-based (line, column) within the query, where one is known.
        outcome: One word for the metrics.
        headers: To be sent with it.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        outcome: str,
        position: tuple[int, int] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.position = position
        self.outcome = outcome
        self.headers = dict(headers or {})

    def rendered(self, accept: str) -> tuple[str, bytes]:
        r"""Return the media type and the body: text, or JSON for whoever asks for problems in JSON.

        >>> ProblemError(400, "no query", outcome="invalid").rendered("*/*")
        ('text/plain; charset=utf-8', b'no query\n')
        """
        if PROBLEM in accept:
            line, column = self.position or (None, None)
            body = {"status": self.status, "detail": self.detail, "line": line, "column": column}
            return PROBLEM, json.dumps(body).encode()
        place = "line {}, column {}: ".format(*self.position) if self.position else ""
        return "text/plain; charset=utf-8", f"{place}{self.detail}\n".encode()
