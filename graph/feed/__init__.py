"""Changes as they happen: the chain of records read onward from a cursor, for whoever follows.

| module | what it is for |
|---|---|
| `declared` | what a domain says once: its root field, which records are told of which kinds, and where they belong |
| `heads` | one statement every fifth of a second that says which streams have gone on; none while nobody follows |
| `records` | the records of a stream, read once for all followers of this process |
| `cursors` | how far a follower has come, sealed |
| `places` | which places somebody follows, and their streams |
| `selected` | the selection on an event as one statement, and its rows as the answer |
| `steps` | what comes next in the streams of a follower |
| `follower` | one follower: what comes next for whoever he is now |

Decided, and guarded by `tests/feed/`:
- There is no second log. A record's number is taken under its stream's lock, so numbers have no gaps and are in the order
  of commits, and a follower who has read up to one has missed nothing. The clock plays no part.
- A follower asks for what comes next when the last was taken; nothing is kept for a slow one, and nothing is lost to him.
- What a follower may not see is passed over without a word. The cursor is encrypted and of one length, so that it does not
  tell how much that was.
- The database may show a record before all that was committed with it. A record is told once all before it and its own
  target are there.
"""

from graph.feed.cursors import Cursors
from graph.feed.declared import Feed
from graph.feed.follower import Event, Feeding, Follower
from graph.feed.heads import Heads

__all__ = ["Cursors", "Event", "Feed", "Feeding", "Follower", "Heads"]
