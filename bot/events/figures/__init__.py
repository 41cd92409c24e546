"""The figures of an item, one kind a file: each module has a `KIND` and `candidates(view)`.

A reader proposes every candidate of its kind with the reason for which it was taken or rejected;
the folder is the register.
"""
