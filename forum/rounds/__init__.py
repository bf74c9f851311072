"""What staff are told by mail: what waits and what was reported, and deciding about it from the mail.

*Why a list for each person.* What came to wait is noted for each of the staff who wants to know (`noting`), with the
moment when they want to know it, and crossed out when they were told. So nothing is told twice, nothing is lost between
two rounds, and what was decided meanwhile is simply not there any more when the mail is written (`telling`) nor when
its words are made (`mails`).

*Why a link decides nothing by itself.* Programs open every link of a mail before its reader does. So a link leads to a
page with one button; it is for one person, one version of one comment and one decision, for a day, and counts once.
"""
