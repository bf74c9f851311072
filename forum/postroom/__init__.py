"""For admins: what became of mails, and the addresses that none reaches."""
