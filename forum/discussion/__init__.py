"""The thread: posting, reading, editing, recommending.

*Why no path column.* A page shows at most fifty comments, so it is loaded level by level from indexes that begin
with the parent: its cost grows with the page and never with the thread. A materialised path would make each row
some hundred bytes wider and pay only for what nobody does here, reading a whole subtree in order.

*Why `reply_count` counts what is shown.* A comment is shown when it is public, or when something beneath it is
shown (then as a tombstone, so that replies do not appear to answer someone else). With the shown children counted
on every row, "who may see what" is a condition on the row alone, and one SQL expression says it (`permissions`).
Descendants are counted only on the root and the article: a chain of 10,000 would otherwise cost its square.

*Why one discussion is changed by one transaction at a time.* Every verb that moves a counter begins with its
article's row locked (`articles.queries.article_to_change`; on SQLite the transaction is that lock). What was read
afterwards stays true until the commit, so counters are plain arithmetic.
"""
