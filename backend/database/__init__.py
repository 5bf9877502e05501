"""The database: which engine, durable writes through the ledger, migrations.

Reads are Piccolo queries; every write goes through `Ledger.record`.
"""

from backend.database.connection import Database, connect
from backend.database.ledger import AlreadyThere, Entry, Ledger, Transaction

__all__ = ["AlreadyThere", "Database", "Entry", "Ledger", "Transaction", "connect"]
