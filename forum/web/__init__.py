"""What every page shares: headers, forgery checks, limits, errors, and the one door for HTML."""
