"""Why something was done: the reasons that staff share, and the statement that each author gets of them."""
