"""What waits comes to staff by mail, and is decided from there."""
