"""The materialized view: the state of a standoff, kept from the log's records. See `View`."""

from streams.view.changes import Page
from streams.view.listing import ClaimRow, DateRow
from streams.view.tracing import Chain, Link, Reason
from streams.view.view import View

__all__ = ["Chain", "ClaimRow", "DateRow", "Link", "Page", "Reason", "View"]
