import contextlib
import os
import socket
import struct
import threading

from werkzeug.serving import WSGIRequestHandler, make_server

HOST = '127.0.0.1'


class _RequestHandler(WSGIRequestHandler):
    """Werkzeug's, but quiet, and able to reset a connection."""

    def log_request(self, code='-', size='-'):
        pass  # The simulator keeps its own journal.

    def log_error(self, format, *args):
        pass  # It is the caller's, who is told.

    def connection_dropped(self, error, environ=None):
        """Reset the connection, where the application raised `ConnectionResetError`."""
        self.close_connection = True
        if isinstance(error, ConnectionResetError) and self.connection.fileno() >= 0:
            linger_for_no_time = struct.pack('ii', 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_for_no_time)
            os.close(self.connection.detach())


@contextlib.contextmanager
def serve(app, port=0):
    """Serve a WSGI application on loopback, in threads, while the context lasts.

    :param app: The simulator, or a middleware around it.
    :param int port: The port; a free one if 0.
    :return: The address, without a slash at the end.
    :rtype: str
    """
    server = make_server(HOST, port, app, threaded=True, request_handler=_RequestHandler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f'http://{HOST}:{server.port}'
    finally:
        server.shutdown()
        thread.join()
