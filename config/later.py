"""Modules that a server loads when they are first used.

Most workers answer visitors from memory and never see a picture or a passkey. Of such modules,
whose importers only name them at the top of a file, a worker has an empty one until somebody asks
it for a name. Only servers do this (config/wsgi.py); commands and tests load everything at once.
"""

import sys
import threading
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # this module is there before Django
    from django.http import HttpRequest, HttpResponseBase

_lock = threading.RLock()  # the other threads of a worker wait until a module is whole
_waiting: set[str] = set()


class _Later(ModuleType):
    def __getattr__(self, name: str) -> Any:
        """Asked for what is not there: before the module was loaded, that is everything."""
        return _loaded(self, name)


class _LaterViews(_Later):
    def __getattr__(self, name: str) -> Any:
        """Addresses name a view before anybody asks for it: what they get loads it when called."""
        if name.startswith("_") or not name.islower() or self.__name__ not in _waiting:
            return super().__getattr__(name)

        def view(request: "HttpRequest", *found: Any, **named: Any) -> "HttpResponseBase":
            return _loaded(self, name)(request, *found, **named)

        view.__name__ = view.__qualname__ = name
        view.__module__ = self.__name__
        return view


def _loaded(module: ModuleType, name: str) -> Any:
    with _lock:
        if module.__name__ in _waiting:
            _waiting.remove(module.__name__)
            module.__spec__.loader.exec_module(module)
        try:
            return module.__dict__[name]
        except KeyError:
            raise AttributeError(f"module {module.__name__!r} has no {name!r}") from None


def load_later(*names: str, kind: type[_Later] = _Later) -> None:
    """Let the modules of these full names be loaded when they are first asked for something."""
    for name in names:
        if name in sys.modules:
            continue
        spec = find_spec(name)  # which loads the packages above it
        module = module_from_spec(spec)
        module.__class__ = kind
        _waiting.add(name)
        sys.modules[name] = module
        package, _, last = name.rpartition(".")
        if package:
            setattr(sys.modules[package], last, module)


def load_views_later(*names: str) -> None:
    """The same of modules of views, whose addresses are read long before one is asked for."""
    load_later(*names, kind=_LaterViews)
