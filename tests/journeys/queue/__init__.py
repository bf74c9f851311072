"""A moderator works through the queue."""
