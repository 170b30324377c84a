"""`python -m sweepbook VERB`: the door, where the console script is not on the PATH."""

from sweepbook.start import program

if __name__ == "__main__":
    program()
