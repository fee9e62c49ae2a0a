from django.http import HttpRequest
from unfold.sites import UnfoldAdminSite


class OctavoAdminSite(UnfoldAdminSite):
    """The admin for everybody with an account; each model's rights are asked of permissions.py."""

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_authenticated
