"""A container's health: exit status 0 when the site could draw a page and keep an upload."""

import os
import sys
from urllib.error import URLError
from urllib.request import Request, urlopen


def main() -> int:
    # A host that is ours, whatever the address is that we ask at.
    host = os.environ.get("OCTAVO_HOSTS", "localhost").split(",")[0].strip()
    port = os.environ.get("PORT", "8000")
    request = Request(f"http://127.0.0.1:{port}/readyz", headers={"Host": host})
    try:
        with urlopen(request, timeout=4) as answer:  # noqa: S310 - it begins with http
            return 0 if answer.status == 200 else 1
    except (URLError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - the engine keeps it
        return 1


if __name__ == "__main__":
    sys.exit(main())
