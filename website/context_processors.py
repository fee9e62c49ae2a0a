from django.http import HttpRequest


def site(request: HttpRequest) -> dict:
    """The lab whose site this is, for the masthead and footer."""
    return {}
