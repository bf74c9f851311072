"""Somebody does not agree with a decision about them."""
