"""What people can do about decisions on their words: read why, write again, appeal."""
