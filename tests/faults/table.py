"""Every fault that is tried, in the order of its number."""

from collections.abc import Sequence

from tests.faults import (
    clocks,
    disk,
    hostile,
    killing,
    large,
    locking,
    mail,
    mail_servers,
    postgres,
    races,
    stopping,
    twice,
    word,
    word_killed,
)
from tests.faults.fault import Fault

FAULTS: Sequence[Fault] = (
    Fault("F01", "the worker killed while four write", killing.kill_the_worker),
    Fault("F02", "every process killed while four write", killing.kill_everything),
    Fault("F03", "PostgreSQL killed and started again while four write", postgres.kill_the_database),
    Fault("F04", "system calls of the disk fail", disk.fail_a_call),
    Fault("F05", "the disk is full", disk.fill_the_disk),
    Fault("F06", "the log cannot be written", disk.fill_the_log),
    Fault("F07", "the write lock held by another process", locking.hold_the_lock),
    Fault("F08", "eight processes write and checkpoint", locking.write_from_eight_processes),
    Fault("F09", "pages that PostgreSQL keeps waiting", postgres.exhaust_the_pool),
    Fault("F10", "the server told to stop in mid-request", stopping.stop_in_mid_request),
    Fault("F11", "the same form twice at once", twice.send_twice_at_once),
    Fault("F12", "the reply lost, the server killed, the form sent again", stopping.lose_the_reply),
    Fault("F13", "a key used again with other words", twice.send_other_words_with_a_used_key),
    Fault("F14", "fifty people vote and withdraw at once", races.vote_and_withdraw),
    Fault("F15", "two moderators decide against each other", races.decide_against_each_other),
    Fault("F16", "an approval while the author edits", races.approve_while_it_is_edited),
    Fault(
        "F17", "a reply while its parent goes, a deletion while the article closes", races.reply_while_the_parent_goes
    ),
    Fault("F18", "the mail server away for a day", mail_servers.take_the_server_away),
    Fault("F19", "a mail server that says later, then yes", mail_servers.keep_them_waiting),
    Fault("F20", "a mailbox that is not there", mail_servers.refuse_a_mailbox),
    Fault("F21", "a mail server that leaves without an answer", mail_servers.leave_without_an_answer),
    Fault("F22", "a mail server that sends a byte a second", mail_servers.dawdle_over_mail),
    Fault("F23", "the worker killed while it delivers", mail.kill_the_postman),
    Fault("F23", "the worker killed between a comment and its mails", word_killed.kill_on_the_way),
    Fault("F24", "two workers at once", mail.send_two_postmen),
    Fault("F24", "two workers tell of the same comments", word_killed.tell_twice_at_once),
    Fault("F25", "ten thousand answers to one person", word.answer_ten_thousand_times),
    Fault("F26", "a comment removed while its mail waits", word.remove_while_mail_waits),
    Fault("F27", "a mail that cannot be put in words", word.poison_the_queue),
    Fault("F28", "Redis down, hung, flushed", None, "There is no Redis: each process counts rate limits for itself."),
    Fault("F29", "the clock jumps", clocks.jump),
    Fault("F30", "a huge thread read while others write", large.read_a_huge_thread),
    Fault("F31", "a long chain of replies", large.climb_a_long_chain),
    Fault("F32", "too much at once", hostile.send_too_much),
    Fault("F33", "texts that are hard to render, eight at a time", hostile.send_what_is_twisted),
    Fault("F34", "five hundred connections that dawdle", hostile.dawdle),
)
