"""Who gets and who writes the mails of the samples: what stands in them at its longest, and from right to left."""

LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
ARABIC_NAME = "مريم بنت عبد الرحمن"
TITLE = (
    "“Ironwake” loses its showrunner two weeks before the second season: what is known, what is not, and who may follow"
)
ARABIC_TITLE = "لماذا تأخر الموسم الثاني؟"
ARABIC_WORDS = "رأيت جدول التصوير بنفسي، ومكتوب فيه الخريف، لا الربيع."
SHORT_WORDS = "I have seen the call sheet, and it says autumn."
_PARAGRAPH = (
    "The first season was written in one room by seven people, and it showed: whoever spoke last was right. "
    "I do not mind that the boat came back empty; I mind that nobody on the quay asked why. "
)
# As long as a comment may be.
LONG_WORDS = "\n\n".join([_PARAGRAPH * 2] * 20)[:5000]
AN_ID = "0sc6bjm4t3nq8"
MESSAGE = (
    "Comments are about the article. Yours was about somebody who wrote another one.\n\n"
    "You are welcome to say it again without that."
)
