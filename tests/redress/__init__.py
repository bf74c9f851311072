"""What authors can do about decisions."""
