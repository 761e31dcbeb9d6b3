"""Building a graph: what each document adds, made once and kept; the graph changed by the difference.

Documents flow in and a filled graph folder flows out.  What one document yields is an `Entry` of bytes, which
is made in this process or in workers, kept in a cache, and spliced into the files of the graph.  Beside the
files lies an index that tells what a change touches, so that little more than that is compared anew.

Nothing is imported here: a command that only reads a vocabulary pays for nothing else.
"""
