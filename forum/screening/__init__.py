"""What is judged automatically, before anybody sees it.

*Why pure.* A check sees only a frozen `Submission`, so that every check can run, every reason can be kept, and a
changed rule can be tried on old comments. All of them run; the strictest decides. Screening knows nothing of
moderation, which stands above and acts on comments.
"""
