"""The memory: every table and all SQL. SQLite by default, PostgreSQL by URL."""
