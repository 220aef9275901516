"""What the figures were measured on."""
import os
import platform
import re
from pathlib import Path

from odoo.modules.module import get_manifest
from odoo.release import version as odoo_version


def describe(env):
    """Return the machine and the versions that matter, by name; nothing that identifies it.

    :param Environment env: of any database
    :rtype: dict
    """
    env.cr.execute('SHOW server_version')
    postgresql, = env.cr.fetchone()
    return {
        'cores': len(os.sched_getaffinity(0)),
        'processor': _first_match(r'model name\s*: (.+)', '/proc/cpuinfo'),
        'memory': f"{int(_first_match(r'MemTotal: +([0-9]+)', '/proc/meminfo')) / 2**20:.0f} GB",
        'python': platform.python_version(),
        'postgresql': postgresql,
        'odoo': odoo_version,
        'amazon_connector': get_manifest('amazon_connector')['version'],
    }


def _first_match(pattern, file):
    found = re.search(pattern, Path(file).read_text())
    return found[1] if found else '0'
