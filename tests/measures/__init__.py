"""How moderating goes, counted again by hand; and the second look."""
