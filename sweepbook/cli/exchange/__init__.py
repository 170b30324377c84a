"""The verbs between people: studies handed on and taken in, and stored runs proved by training them anew."""
