"""The tables that the fifth step makes for whoever signs in."""
