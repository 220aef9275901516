import contextlib
import threading

from werkzeug.serving import WSGIRequestHandler, make_server

HOST = '127.0.0.1'


class _QuietRequestHandler(WSGIRequestHandler):
    """The simulator keeps its own journal; what goes wrong is still logged."""

    def log_request(self, code='-', size='-'):
        pass


@contextlib.contextmanager
def serve(app, port=0):
    """Serve a WSGI application on loopback, in threads, while the context lasts.

    :param app: The simulator, or a middleware around it.
    :param int port: The port; a free one if 0.
    :return: The address, without a slash at the end.
    :rtype: str
    :raise OSError: If the port is taken.
    """
    server = make_server(HOST, port, app, threaded=True, request_handler=_QuietRequestHandler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f'http://{HOST}:{server.port}'
    finally:
        server.shutdown()
        thread.join()
