"""The addon as a series of Odoo wants it, made from this tree, which is the one for 17.0."""
import shutil
from collections import Counter

from .. import cache, repository, series
from ..console import Failure
from .addon_rules import GONE, LEFTOVERS, PLACES_OF_DIFFERENCES, RULES, Rule


def linked(name):
    """Return a folder in which this tree is the addon ``amazon_connector`` of a series.

    It is made of links, but for the files that the series has otherwise: what changes in the tree
    changes there. It is outside of the repository, where Odoo's file walks would run in a circle.

    :param str name: the series
    :raise Failure: as :func:`contents` does
    """
    addons = cache.CLONE / name / 'addons'
    addon = addons / cache.ADDON
    addons.mkdir(parents=True, exist_ok=True)
    if name == series.DEFAULT:
        if not addon.is_symlink():
            addon.symlink_to(cache.REPOSITORY)
        return addons
    wanted = contents(name)
    _remove_what_is_not_in(wanted, addon)
    for path, text in wanted.items():
        target = addon / path
        if text is not None:
            _write(target, text)
        elif not target.is_symlink():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            target.symlink_to(cache.REPOSITORY / path)
    return addons


def contents(name, without=frozenset()):
    """Return the files of the addon as a series has it.

    :param str name: the series
    :param set without: folders and files at the top that are left out
    :return: relative paths, each with the text if it is not the repository's own, else None
    :rtype: dict[pathlib.Path, str | None]
    :raise Failure: if a rule changes nothing (then it is outdated, or what it was for is), or if
        something of an older series is left
    """
    rules = rules_for(name) if name != series.DEFAULT else []
    used = Counter()
    files = {}
    for path in repository.files(without=without):
        relative = path.relative_to(cache.REPOSITORY)
        gone = GONE.get(relative.as_posix())
        if gone and _is_in(gone, name):
            continue
        files[relative] = _as_in_series(name, rules, used, relative, path)
    unused = [rule for rule in rules if not used[rule]]
    if unused:
        raise Failure("These rules change nothing any more:\n" + "\n".join(map(str, unused)))
    if left := _leftovers(name, files):
        raise Failure(f"Odoo {name} does not know this any more:\n" + "\n".join(left))
    return files


def rules_for(name):
    """Return the rules that make the addon what a newer series wants."""
    version = Rule(name, '__manifest__.py', r"(?<='version': ')\d+\.\d+(?=\.)", name)
    user_agent = Rule(name, 'spapi/core/const.py', r"(?<='amazon_connector/)\d+\.\d+(?= )", name)
    return [version, user_agent, *(rule for rule in RULES if _is_in(rule.since, name))]


def _is_in(since, name):
    return series.ALL.index(since) <= series.ALL.index(name)


def _as_in_series(name, rules, used, relative, path):
    """Return a file's text as a series has it, or None if it is the repository's own."""
    is_changed = any(relative.match(rule.files) for rule in rules)
    if name == series.DEFAULT or not is_changed:
        return None
    original = text = path.read_text(encoding='utf-8')
    for rule in rules:
        text, count = rule.apply(relative, text)
        used[rule] += count
    return None if text == original else text


def _leftovers(name, files):
    """Return where there is something that a series does not know any more."""
    left = []
    for leftover in LEFTOVERS:
        if not _is_in(leftover.since, name):
            continue
        for path, text in files.items():
            if path.match(leftover.files) and path.name not in PLACES_OF_DIFFERENCES:
                text = text or (cache.REPOSITORY / path).read_text(encoding='utf-8')
                found = leftover.find(path, text)
                left += [f'{path}:{number}: {line}' for number, line in found]
    return left


def _remove_what_is_not_in(wanted, addon):
    for path in sorted(addon.rglob('*'), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(addon) not in wanted:
            path.unlink()


def _write(target, text):
    """Write a file, unless it is there like this: Odoo goes by dates."""
    if target.is_symlink():
        target.unlink()
    if not target.exists() or target.read_text(encoding='utf-8') != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding='utf-8')


def write(files, target):
    """Write the addon as a series has it into a folder of its own.

    :param dict files: what :func:`contents` returns
    :param pathlib.Path target: a folder that is not there yet
    """
    target.mkdir(parents=True)
    for path, text in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            shutil.copy2(cache.REPOSITORY / path, target / path)
        else:
            (target / path).write_text(text, encoding='utf-8')
