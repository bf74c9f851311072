"""Every component in every state, on one page: what design is reviewed on, and what axe looks at.

*Why from the site's own templates.* A copy of a component grows old beside the component. Here each is rendered by the
template that readers get, so what is wrong on this page is wrong on the site, and the other way round. The people and
the comments are rows that no session ever sees: the page says the same on an empty site as on a busy one.
"""
