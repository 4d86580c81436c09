"""Migrations of the view's tables. A new database is made from `schema.metadata` and stamped with the newest."""
