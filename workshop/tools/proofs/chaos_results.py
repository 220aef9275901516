"""What came of chaos: kept seed by seed, so that a series that was stopped can go on.

A long series is summed up in the repository, too. There, one that goes on where another one ended,
with the same code, is added to it: a thousand seeds can be gone through on several days.
"""
import datetime
import json
import platform
from collections import Counter

from .. import cache, repository, series

FILE = cache.REPOSITORY / 'workshop' / 'chaos' / (
    'results.json' if cache.SERIES == series.DEFAULT else f'results-{cache.SERIES}.json')
FEWEST_SEEDS = 100  # of a series that is worth to be kept in the repository


class Results:
    """The results of this code, in a folder of the cache.

    :param pathlib.Path folder: where they are kept.
    :param int size: how many orders a shop has at most.
    :param pathlib.Path summary: the file for the sums of a long series.
    """

    def __init__(self, folder, size, summary=FILE):
        self.size = size
        self._summary = summary
        self._folder = folder
        self._code = _fingerprint_of_the_code()
        self._file = folder / f'results-{self._code}-{size}.jsonl'
        self._by_seed = {}
        if self._file.exists():
            for line in self._file.read_text(encoding='utf-8').splitlines():
                self._remember(json.loads(line))

    def __contains__(self, seed):
        return seed in self._by_seed

    def add(self, result):
        """Keep the result of a seed, and show it.

        :param dict result: as `chaos.course.Result`
        """
        self._remember(result)
        with self._file.open('a', encoding='utf-8') as file:
            file.write(json.dumps(result) + '\n')
        self._show(result)

    def conclude(self, seeds):
        """Show what came of a series; keep that, if it is a long one or goes on with a kept one.

        :param list seeds: those of the series
        :return: the exit code: 1 if one failed
        """
        results = [self._by_seed[seed] for seed in seeds if seed in self._by_seed]
        summary = _summary(results)
        print(json.dumps(summary, indent=2, ensure_ascii=False))
        if len(results) == len(seeds):
            self._keep(seeds, summary)
        return 1 if summary['failed seeds'] else 0

    def _keep(self, seeds, summary):
        """Add a series to the kept one, or let it take its place unless that tells more."""
        first, machines = seeds[0], [_machine()]
        series = {'most orders in a shop': self.size, 'code': self._code}
        kept = self._kept(series)
        if kept and first == _range(kept)[1] + 1:
            first = _range(kept)[0]
            machines = sorted({*kept['machines'], *machines})
            summary = {name: _added(kept[name], summary[name]) for name in summary}
        elif len(seeds) < max(FEWEST_SEEDS, kept.get('seeds gone through', 0)):
            return
        self._summary.write_text(json.dumps({
            'seeds': f'{first}-{seeds[-1]}',
            **series,
            'date': datetime.date.today().isoformat(),
            'machines': machines,
            **summary,
        }, indent=2, ensure_ascii=False) + '\n', encoding='utf-8')

    def _kept(self, series):
        """Return what is kept of shops of the same size and the same code; otherwise nothing."""
        kept = json.loads(self._summary.read_text('utf-8')) if self._summary.exists() else {}
        return kept if series.items() <= kept.items() else {}

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


def _machine():
    return f'{platform.system()} {platform.machine()}, Python {platform.python_version()}'


def _range(kept):
    return [int(seed) for seed in kept['seeds'].split('-')]


def _added(one, other):
    """Return the sums of two series."""
    if not isinstance(one, dict):
        return one + other
    return dict(sorted((Counter(one) + Counter(other)).items()))


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
    files = repository.files('*.py', without={
        'tests', 'workshop/benchmarks', 'workshop/fuzz', 'workshop/tools'})
    return cache.short_hash(*(f'{path.name} {path.read_text("utf-8")}' for path in files))
