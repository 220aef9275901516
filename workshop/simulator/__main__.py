import argparse
import datetime
import sys
import threading
from pathlib import Path

from . import (
    CLIENT_ID,
    CLIENT_SECRET,
    REFRESH_TOKEN,
    SELLER_ID,
    Simulator,
    serve,
)
from .demo import demo_shop, generator
from .state import StateError, keep

FEED_DURATION = datetime.timedelta(seconds=20)


def main():
    options = _parse_arguments()
    simulator = Simulator(seed=options.seed)
    simulator.limits.enabled = not options.no_limits
    try:
        _stock(simulator, options)
        with serve(simulator, options.port) as url:
            _introduce(url, simulator.shop)
            _wait()
    except (OSError, StateError) as error:
        sys.exit(f"The simulator cannot run: {error}")


def _parse_arguments():
    parser = argparse.ArgumentParser(
        prog='python3 -m workshop.simulator',
        description="An Amazon on this machine: the Selling Partner API and a Seller Central page.")
    parser.add_argument('--port', type=int, default=0, help="the port; a free one by default")
    parser.add_argument('--seed', type=int, default=0, help="what chance starts from")
    shop = parser.add_mutually_exclusive_group()
    shop.add_argument('--demo', action='store_true', help="start with the demo's shop")
    shop.add_argument('--orders', type=int, default=0, metavar='N', help="start with N orders")
    parser.add_argument(
        '--plain', action='store_true',
        help="with --orders: all alike, unshipped, to be shipped by the merchant, two products "
             "with shipping, new customers")
    parser.add_argument(
        '--state', type=Path, metavar='FILE',
        help="keep the shop in this file; if it is there, continue with it and start with nothing "
             "else")
    parser.add_argument(
        '--event-lag', type=float, default=0, metavar='SECONDS',
        help="date what happens that much earlier, because Amazon shows callers only what is older "
             "than two minutes; 0 by default")
    parser.add_argument(
        '--no-limits', action='store_true', help="answer any number of calls")
    return parser.parse_args()


def _stock(simulator, options):
    shop = simulator.shop
    simulator.feeds.duration = FEED_DURATION
    if not (options.state and keep(simulator.seller, options.state)):
        if options.demo:
            demo_shop.fill(shop)
        elif options.plain:
            generator.generate_plain(shop, options.orders)
        else:
            generator.generate(shop, options.orders, options.seed)
    shop.event_lag = datetime.timedelta(seconds=options.event_lag)


def _introduce(url, shop):
    print(f"Amazon simulator, {len(shop)} orders: {url}")
    print(f"  Client id      {CLIENT_ID}")
    print(f"  Client secret  {CLIENT_SECRET}")
    print(f"  Refresh token  {REFRESH_TOKEN}")
    print(f"  Merchant token {SELLER_ID}")
    print(f"  Token endpoint {url}/auth/o2/token")
    print("Ctrl-C stops it.", flush=True)


def _wait():
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        print()


if __name__ == '__main__':
    main()
