"""Training on a GPU: `make test GPU=1` where there is one, and every body on the processor in the ordinary suite."""
