"""Forum: the discussion under every article."""
