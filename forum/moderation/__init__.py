"""What people decide about comments. Automatic judgement stands below, in `forum.screening`."""
