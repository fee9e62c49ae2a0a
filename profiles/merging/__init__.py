"""Two rows that are one thing, put together: previewed, merged in one transaction, undone.

`rules` says what is particular to a kind of row, `relations` finds all that hangs on one by the
models themselves, `fields` sets the two side by side, `engine` plans and merges, `journal` writes
rows and notes each step, and `undo` takes the steps back.
"""
