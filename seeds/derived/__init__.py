"""Sheets that other systems export, taken as they are: a table of data says which rows of our own sheets each row becomes.

| module | what it is for |
|---|---|
| `mapping` | the tables (`*.toml`) read and checked against the declared sheets |
| `rows` | rows of such a sheet as rows of our sheets, each cell with where it was typed |

Decided, and guarded by `tests/seeds/test_derived.py` and `test_hotline.py`: nothing here writes or decides; what comes out
is imported like any other row, and what is wrong with it is told of the cell that somebody typed. Every column of such
a sheet goes somewhere, an unknown one is an error as in every sheet, and a word that no list knows is one too.
"""
