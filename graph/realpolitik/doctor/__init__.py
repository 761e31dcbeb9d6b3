"""What `realpolitik doctor` looks at: an installation, and a graph.  Values out: one `Check` each."""

from realpolitik.doctor.checks import Check, Outcome
from realpolitik.doctor.graph import check_graph
from realpolitik.doctor.installation import check_installation

__all__ = ["Check", "Outcome", "check_graph", "check_installation"]
