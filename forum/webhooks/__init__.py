"""Other programs are told what happens here."""
