"""`python -m studies VERB`: the same door as `sweepbook VERB`."""

from sweepbook.start import program

if __name__ == "__main__":
    program()
