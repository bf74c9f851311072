"""A demonstration: one article and the discussion under it, all in our own words."""
