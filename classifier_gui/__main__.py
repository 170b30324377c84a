"""`python -m classifier_gui [FILE ...]`: the same as `sweepbook gui`."""

import sys

from sweepbook.start import program

if __name__ == "__main__":
    program(["gui", *sys.argv[1:]])
