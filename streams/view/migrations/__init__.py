"""Migrations of the view's tables, oldest first. A new database is made at once from `schema.metadata` and stamped with the newest."""
