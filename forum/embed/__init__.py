"""A discussion on other people's pages: one fragment made here, and three ways to carry it there."""
