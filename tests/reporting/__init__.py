"""What readers report, and what comes of it."""
