"""The dialect: CommonMark without pictures, raw HTML and headings, with bare addresses, mentions and spoilers.

*Why.* Each rule is a plain function of markdown-it, linear in the text; what a rule refuses stays in the text.
"""
