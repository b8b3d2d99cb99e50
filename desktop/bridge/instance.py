"""One app for one person: a second start hands its files to the first."""

from __future__ import annotations

import os
from typing import Final

from PySide6.QtCore import QDeadlineTimer, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.bridge.claim import is_claimed

MAX_BYTES: Final = 16 * 2**20
"""Of the paths together; more than any command line can hold."""
PATIENCE_MS: Final = 1000
"""For everything; an app that hangs must not keep the next one from starting."""
_LENGTH: Final = 4
_TAKEN: Final = b"taken"


class Instance(QObject):
    """Listens for apps that start later.

    What goes over the socket: four bytes of length, the first one the highest, then the paths'
    bytes with zeros between; the app that took them says "taken".

    Signals:
        received: With the absolute paths that another start was given, often none.
    """

    received = Signal(object)

    def __init__(self, name: str) -> None:
        """Do nothing yet.

        Args:
            name: What `socket_name` returned.
        """
        super().__init__()
        self._name = name
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        self._open: dict[QLocalSocket, bytearray] = {}

    def listen(self) -> None:
        """Be the app that later ones hand their files to, unless another one is."""
        if is_claimed(self._name):
            probe = QLocalSocket()
            probe.connectToServer(self._name)
            if probe.waitForConnected(PATIENCE_MS):
                probe.abort()
                return
            # A file that nobody listens at was left behind by an app that was killed.
            QLocalServer.removeServer(self._name)
        self._server.listen(self._name)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()
        for socket in list(self._open):
            socket.abort()

    def _accept(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.setParent(self)  # or it would be deleted with the last reference, at any moment
            self._open[socket] = bytearray()
            socket.readyRead.connect(self._read_all)
            socket.disconnected.connect(self._forget_closed)
        self._read_all()

    def _read_all(self) -> None:
        for socket, data in list(self._open.items()):
            data.extend(bytes(socket.readAll().data()))
            length = int.from_bytes(data[:_LENGTH], "big")
            if length > MAX_BYTES:
                socket.abort()
            elif len(data) >= _LENGTH + length:
                self._take(socket, bytes(data[_LENGTH : _LENGTH + length]))

    def _take(self, socket: QLocalSocket, data: bytes) -> None:
        socket.write(_TAKEN)
        socket.flush()  # who waits for it shall not wait for what comes of the paths
        socket.disconnectFromServer()
        paths = map(os.fsdecode, data.split(b"\0"))
        self.received.emit([path for path in paths if os.path.isabs(path)])  # noqa: PTH117

    def _forget_closed(self) -> None:
        for socket in list(self._open):
            if socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:
                del self._open[socket]
                socket.deleteLater()


def hand_over(name: str, paths: list[str]) -> bool:
    """Give paths to the app that runs already.

    Args:
        name: What `socket_name` returned.
        paths: Absolute paths.

    Returns:
        Whether it took them. One that does not answer in time is left alone.
    """
    socket = QLocalSocket()
    deadline = QDeadlineTimer(PATIENCE_MS)
    socket.connectToServer(name)
    if not socket.waitForConnected(deadline.remainingTime()):
        return False
    data = b"\0".join(os.fsencode(path) for path in paths)
    socket.write(len(data).to_bytes(_LENGTH, "big") + data)
    while socket.bytesAvailable() < len(_TAKEN):
        if not socket.waitForReadyRead(deadline.remainingTime()):
            return False
    return bytes(socket.readAll().data()) == _TAKEN
