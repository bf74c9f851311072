"""What staff are told by mail: what waits and what was reported, and deciding about it from the mail."""
