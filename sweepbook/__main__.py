"""`python -m sweepbook VERB`: the door, where the console script is not on the PATH."""

from studies.system import exits
from sweepbook.cli.parser import main

if __name__ == "__main__":
    exits.process(main)
