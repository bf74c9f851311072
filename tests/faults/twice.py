"""F11, F13: the same form more than once."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from tests.faults.fault import Ground
from tests.faults.figures import Figures
from tests.faults.reader import Answer, new_key


def send_twice_at_once(ground: Ground) -> Figures:
    """F11."""
    site, figures = ground.site("shared"), Figures()
    pairs, article, reader = ground.scale(20, 500), site.article("f11"), site.reader("doubly")
    same = 0
    with ThreadPoolExecutor(2) as hands:
        for number in range(pairs):
            send = partial(reader.say, article, f"Pair {number}.", new_key())
            first, second = (sent.result() for sent in [hands.submit(send), hands.submit(send)])
            same += first.comment is not None and first.comment == second.comment
    figures["pairs"], figures["both named the same comment"] = pairs, same
    figures.must(same == pairs, f"{pairs - same} pairs were answered by different comments")
    figures["comments"] = len(site.bodies("f11"))
    figures.must(len(site.bodies("f11")) == pairs, "a pair stands twice or not at all")
    return figures


def send_other_words_with_a_used_key(ground: Ground) -> Figures:
    """F13."""
    site, figures = ground.site("shared"), Figures()
    times, article, reader = ground.scale(20, 500), site.article("f13"), site.reader("going-back")
    again: list[tuple[Answer, Answer, Answer]] = []
    for number in range(times):
        key = new_key()
        words = (f"First {number}.", f"Second {number}.", f"First {number}.")
        first, second, third = (reader.say(article, text, key) for text in words)
        again.append((first, second, third))
    figures["keys"] = times
    new = sum(first.comment != second.comment and second.comment is not None for first, second, _ in again)
    figures.must(new == times, f"{times - new} other words did not become a new comment")
    figures.must(all(first.comment == third.comment for first, _, third in again), "the same words became two")
    bodies = site.bodies("f13")
    figures["comments"] = len(bodies)
    figures.must(len(bodies) == len(set(bodies)) == 2 * times, "comments are missing or stand twice")
    return figures
