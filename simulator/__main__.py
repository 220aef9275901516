import argparse
import threading

from . import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, Simulator, serve


def main():
    options = _parse_arguments()
    simulator = Simulator(seed=options.seed)
    with serve(simulator, options.port) as url:
        print(f"Amazon simulator: {url}", flush=True)
        print(f"  client id {CLIENT_ID}, secret {CLIENT_SECRET}, refresh token {REFRESH_TOKEN}")
        print("  Ctrl-C stops it.", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


def _parse_arguments():
    parser = argparse.ArgumentParser(
        prog='python -m simulator',
        description="A simulator of Amazon's Selling Partner API on this machine.")
    parser.add_argument('--port', type=int, default=0, help="the port; a free one by default")
    parser.add_argument('--seed', type=int, default=0, help="what chance starts from")
    return parser.parse_args()


if __name__ == '__main__':
    main()
