"""What takes long to make stays made from one test to the next."""
