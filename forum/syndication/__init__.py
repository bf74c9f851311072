"""A discussion for programs that read: feeds, structured data, the map of the site, counts for lists of articles."""
