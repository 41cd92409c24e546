"""The memory: what was seen, said and still has to be said, in SQLite or PostgreSQL.

`store.py` is the door, `schema.py` the drawing, and there is one file a noun. SQL lives here and
nowhere else.
"""
