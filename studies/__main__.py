"""`python -m studies VERB`: the same door as `sweepbook VERB`."""

from studies.system import exits
from sweepbook.cli.parser import main

if __name__ == "__main__":
    exits.process(main)
