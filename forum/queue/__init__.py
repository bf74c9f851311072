"""What moderators have before them: what waits, why, whose it is, and who is looking at it already."""
