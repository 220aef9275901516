"""What came of chaos: kept seed by seed, so that a series that was stopped can go on."""
import datetime
import json
import platform
from collections import Counter

from . import cache, repository

FILE = cache.REPOSITORY / 'chaos' / 'results.json'
FEWEST_SEEDS = 100  # of a series that is worth to be kept in the repository


class Results:
    """The results of this code, in a folder of the cache.

    :param pathlib.Path folder: where they are kept.
    :param int size: how many orders a shop has at most.
    """

    def __init__(self, folder, size):
        self.size = size
        self._folder = folder
        self._code = _fingerprint_of_the_code()
        self._file = folder / f'results-{self._code}-{size}.jsonl'
        self._by_seed = {}
        if self._file.exists():
            for line in self._file.read_text().splitlines():
                self._remember(json.loads(line))

    def __contains__(self, seed):
        return seed in self._by_seed

    def add(self, result):
        """Keep the result of a seed, and show it.

        :param dict result: as `chaos.course.Result`
        """
        self._remember(result)
        with self._file.open('a') as file:
            file.write(json.dumps(result) + '\n')
        self._show(result)

    def conclude(self, seeds):
        """Show what came of a series; keep it in the repository, if it is a long one.

        :param list seeds: those of the series
        :return: the exit code: 1 if one failed
        """
        results = [self._by_seed[seed] for seed in seeds if seed in self._by_seed]
        summary = _summary(results)
        print(json.dumps(summary, indent=2, ensure_ascii=False))
        if len(results) == len(seeds) >= FEWEST_SEEDS:
            FILE.write_text(json.dumps({
                'seeds': f'{seeds[0]}-{seeds[-1]}',
                'most orders in a shop': self.size,
                'code': self._code,
                'date': datetime.date.today().isoformat(),
                'machine': f'{platform.system()} {platform.machine()}, '
                           f'Python {platform.python_version()}',
                **summary,
            }, indent=2, ensure_ascii=False) + '\n')
        return 1 if summary['failed seeds'] else 0

    def _remember(self, result):
        self._by_seed[result['seed']] = result

    def _show(self, result):
        seed = result['seed']
        print(f"seed {seed}: {result['orders']} orders, {result['parcels']} parcels, "
              f"{result['seconds']:.0f} s", flush=True)
        for finding in result['findings']:
            print(f"  {finding}", flush=True)
        if result['findings']:
            size = f" SIZE={self.size}"
            print(f"  To see it again: make chaos SEEDS={seed}{size}; what happened: "
                  f"{self._folder / f'seed-{seed}.txt'}", flush=True)


def _summary(results):
    return {
        'seeds gone through': len(results),
        'failed seeds': [result['seed'] for result in results if result['findings']],
        'orders': sum(result['orders'] for result in results),
        'what became of them': _sum(results, 'states'),
        'parcels': sum(result['parcels'] for result in results),
        'seconds': round(sum(result['seconds'] for result in results)),
        'what went wrong': _sum(results, 'trouble'),
        'what happened on Amazon': _sum(results, 'events'),
        'what people did in Odoo': _sum(results, 'clicks'),
    }


def _sum(results, key):
    return dict(sorted(sum((Counter(result[key]) for result in results), Counter()).items()))


def _fingerprint_of_the_code():
    """Return what changes when the code does that the results are about."""
    files = repository.files('*.py', without={'benchmarks', 'fuzz', 'tests', 'tools'})
    return cache.short_hash(*(f'{path.name} {path.read_text()}' for path in files))
