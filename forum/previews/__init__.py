"""Every mail as it will look, for the site's owners: in light and in dark, on a desk and on a telephone, and as text.

*Why each mail is a page of its own.* A mail carries its style in itself, which the site's policy forbids everywhere.
So the mail is answered alone, under a policy that allows this one style, by its digest, and nothing else at all: no
script, no picture, no form. All other pages keep the policy that they have, which frames nothing either.
"""
