import threading

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from website.static_files import StaticFilesMiddleware

# Each answer that ends looks at the connection to the database.
pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "one.css").write_text("a { color: teal }")
    return tmp_path


@pytest.fixture
def answer(folder):
    middleware = StaticFilesMiddleware(lambda _request: HttpResponse("the site"))
    return lambda path: middleware(RequestFactory().get(path)), middleware


def test_the_folder_is_looked_through_when_a_static_file_is_asked_for(answer):
    ask, middleware = answer
    assert ask("/people/").content == b"the site"
    assert not middleware.files
    found = ask("/static/one.css")
    assert b"".join(found.streaming_content) == b"a { color: teal }"
    found.close()
    assert found["Content-Type"] == 'text/css; charset="utf-8"'


def test_it_is_looked_through_once(answer, folder):
    ask, _ = answer
    ask("/static/one.css").close()
    (folder / "two.css").write_text("b { color: teal }")
    assert ask("/static/two.css").content == b"the site"


@pytest.mark.parametrize(
    "path", ["/static/", "/static/none.css", "/static/../octavo.sqlite3", "/static/%2e%2e/secret"]
)
def test_what_is_not_there_is_left_to_the_site(answer, path):
    ask, _ = answer
    assert ask(path).content == b"the site"


def test_all_who_ask_at_once_get_the_file(answer):
    ask, _ = answer
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(ask("/static/one.css"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.status_code for each in found] == [200] * 8
    for each in found:
        each.close()
