"""Connections of a pool that have rested are asked whether the server is still there, before they are lent."""

import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import ConnectionPoolEntry

LAST_USED = "certcheck_last_used"


def ping_after_a_rest(engine: sa.Engine, *, rest_seconds: float) -> None:
    """Ping a connection that nobody used for so long, and let the pool make others where the server has hung up.

    SQLAlchemy's own `pool_pre_ping` asks before each use, which is a way to the server and back for every transaction.
    """

    def lend(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        last_used = record.info.get(LAST_USED)
        if last_used is None or time.monotonic() - last_used < rest_seconds:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            if not engine.dialect.is_disconnect(error, connection, None):
                raise
            # The pool makes a new one, and looks upon all that were made before as dead, too.
            raise sa.exc.InvalidatePoolError from error

    def take_back(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[LAST_USED] = time.monotonic()

    sa.event.listen(engine, "checkout", lend)
    sa.event.listen(engine, "checkin", take_back)
