"""Whole commands, as a user gives them."""
