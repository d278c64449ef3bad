"""What happened, append-only: records in a chain per stream, each hashed with a key over itself and its predecessor.

| module | what it is for |
|---|---|
| `key` | the key of this installation, from the environment or a file of its own |
| `records` | what a record holds, and its hash |
| `many` | how the details of a record name many rows |
| `writing` | append records in the transaction that they are about |
| `ends` | where streams ended when this process last wrote there: so that their heads are held for a moment only |
| `checking`, `walking`, `findings` | walk the chains and say what is not as it was written |
| `anchors` | where the chains end, to be kept elsewhere |

Decided, and guarded by `tests/graph/test_chain.py`:
- The head of a stream is locked before it is read, so sequences have no gaps and writers of different streams don't
  wait for each other. Streams are locked in one order.
- Every stored property is hashed, and so is the head: with the database alone nobody can make a record that fits. Who
  also keeps an older head can cut the end off; an anchor kept elsewhere shows that.
- What a record began to say later is hashed where it is said, never as an absence: a hash of before holds
  (`test_chain_older.py`).
- The label and the names of the properties are those of the kind `Change`, which the domain declares for reading.
"""

from graph.chain.anchors import Anchor, anchors, read_anchors
from graph.chain.checking import verify
from graph.chain.ends import Ends
from graph.chain.findings import Finding
from graph.chain.key import ChainKey, audit_key
from graph.chain.records import CHAIN_HEAD, CHANGE, Entry
from graph.chain.writing import append

__all__ = [
    "CHAIN_HEAD",
    "CHANGE",
    "Anchor",
    "ChainKey",
    "Ends",
    "Entry",
    "Finding",
    "anchors",
    "append",
    "audit_key",
    "read_anchors",
    "verify",
]
