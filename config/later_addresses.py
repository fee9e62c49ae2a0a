"""Addresses whose module a server imports when it needs them: the admin's."""

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


def addresses_later(route: str, module: str, namespace: str) -> URLResolver:
    """Addresses in a namespace, whose module is imported when one of them is asked for or built."""
    return _LaterAddresses(RoutePattern(route), module, app_name=namespace, namespace=namespace)


class _LaterAddresses(URLResolver):
    def _populate(self) -> None:
        """Whoever gathers the names of the whole site needs none from within a namespace."""
        if "urlconf_module" in self.__dict__:
            super()._populate()
