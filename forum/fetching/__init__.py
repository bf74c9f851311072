"""The one door through which this site calls others: public addresses only, no redirects, little of anything (S42)."""
