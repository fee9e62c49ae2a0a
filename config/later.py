"""Modules that a server loads when they are first used.

Most workers answer visitors from memory and never see a picture or a passkey. Of such modules,
whose importers only name them at the top of a file, a worker has an empty one until somebody asks
it for a name. Only servers do this (config/wsgi.py); commands and tests load everything at once.
"""

import sys
import threading
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

_lock = threading.RLock()  # the other threads of a worker wait until a module is whole
_waiting: set[str] = set()


class _Later(ModuleType):
    def __getattr__(self, name: str) -> Any:
        """Asked for what is not there: before the module was loaded, that is everything."""
        with _lock:
            if self.__name__ in _waiting:
                _waiting.remove(self.__name__)
                self.__spec__.loader.exec_module(self)
            try:
                return self.__dict__[name]
            except KeyError:
                raise AttributeError(f"module {self.__name__!r} has no {name!r}") from None


def load_later(*names: str) -> None:
    """Let the modules of these full names be loaded when they are first asked for something."""
    for name in names:
        if name in sys.modules:
            continue
        spec = find_spec(name)  # which loads the packages above it
        module = module_from_spec(spec)
        module.__class__ = _Later
        _waiting.add(name)
        sys.modules[name] = module
        package, _, last = name.rpartition(".")
        if package:
            setattr(sys.modules[package], last, module)
