"""`python -m realpolitik`: the command line, where its script is not on the path."""

from realpolitik.cli import main

main(prog_name="realpolitik")
