"""The queue of moderators."""
