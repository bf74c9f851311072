"""Why something was done, as authors and the log are told."""
