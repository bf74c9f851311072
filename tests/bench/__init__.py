"""What the site costs, measured. Each is a command of its own, which says in its first lines what it measures, and how.

python -m tests.bench                   ours, Isso and Waline under the same load; `make bench`
python -m tests.bench.pages_cost        a page of a long discussion against one of a short discussion
python -m tests.bench.first_comment     until the first comment can be read, on a slow phone
python -m tests.bench.posting_profile   where the time of a comment goes that is posted
python -m tests.bench.watchers          what ten thousand readers cost who keep a page open
"""
