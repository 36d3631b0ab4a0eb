"""Writes the versions of the packages that are its arguments."""

import json
import sys
from importlib.metadata import version

json.dump({"python": sys.version.split()[0], **{name: version(name) for name in sys.argv[1:]}}, sys.stdout)
