"""What it costs to choose a learning rate from a ladder and to report it: by whose seeds it is chosen."""
