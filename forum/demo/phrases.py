"""Texts to fill a discussion with: a few hundred, put together from parts, so that each is rendered only once."""

from collections.abc import Sequence
from random import Random

OPENINGS = (
    "I keep coming back to this:",
    "Not sure I agree, but",
    "Second time through, and",
    "Honestly,",
    "To be fair,",
    "For what it is worth,",
    "Everybody says otherwise, yet",
    "As somebody who came late to it,",
    "My brother and I argued about this all weekend:",
    "Small point, but",
)
SUBJECTS = (
    "the second episode",
    "the opening scene",
    "that long corridor shot",
    "the supporting cast",
    "the writing in the middle stretch",
    "the music",
    "the whole subplot with the neighbours",
    "the finale",
    "the pacing",
    "the lead",
    "the villain's last speech",
    "the title sequence",
)
VERDICTS = (
    "does more with silence than most shows do with an explosion.",
    "could have been ten minutes shorter and twice as good.",
    "is the best thing that they have made so far.",
    "never quite earns what it asks of us.",
    "gets better every time I think about it.",
    "left me cold, and I wanted to like it.",
    "sets up *exactly* what the next season needs.",
    "was filmed two streets from here, which is all I could see.",
    "reads differently once you know how it ends: ||watch the hands||.",
    "deserves an article of its own.",
    "made my mother put down her knitting. That never happens.",
    "is where I would have stopped, **if** I could have.",
)
QUESTIONS = (
    "Or did I miss something?",
    "What did the rest of you think?",
    "Does the comic do the same?",
    "Am I alone in this?",
    "Has anybody counted?",
)
SHORT = ("This.", "Fair enough.", "I laughed, then I stopped.", "Source?", "Thank you for saying it.", "No notes.")


def texts(number: int, chance: Random) -> Sequence[str]:
    """`number` comments, from two words to three paragraphs, as often as readers write them."""
    return [_text(chance) for _ in range(number)]


def _text(chance: Random) -> str:
    if chance.random() < 0.1:
        return chance.choice(SHORT)
    paragraphs = [_paragraph(chance) for _ in range(chance.choices((1, 2, 3), (7, 2, 1))[0])]
    return "\n\n".join(paragraphs)


def _paragraph(chance: Random) -> str:
    sentences = [_sentence(chance) for _ in range(chance.choices((1, 2, 3, 4), (4, 3, 2, 1))[0])]
    if chance.random() < 0.25:
        sentences.append(chance.choice(QUESTIONS))
    return " ".join(sentences)


def _sentence(chance: Random) -> str:
    subject = f"{chance.choice(SUBJECTS)} {chance.choice(VERDICTS)}"
    if chance.random() < 0.5:
        return subject[0].upper() + subject[1:]
    return f"{chance.choice(OPENINGS)} {subject}"
