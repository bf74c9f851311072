"""The site's owners and their people: finding somebody, and giving or taking what only an admin may."""
