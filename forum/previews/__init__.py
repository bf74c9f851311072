"""For admins: every mail that the site sends, as it looks."""
