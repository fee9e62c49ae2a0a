"""The mark in Redis, and what happens to it while Redis is away."""

import pytest
from redis.exceptions import ConnectionError as RedisAway

from profiles import generation


class Redis:
    """As much of Django's cache as the mark needs; it can go away."""

    def __init__(self):
        self.kept, self.away = {}, False

    def get_or_set(self, key, default, timeout):
        self._answer()
        return self.kept.setdefault(key, default())

    def set(self, key, value, timeout):
        self._answer()
        self.kept[key] = value

    def _answer(self):
        if self.away:
            raise RedisAway


@pytest.fixture
def redis(settings, monkeypatch):
    settings.SHARED_CACHE = True
    server = Redis()
    monkeypatch.setattr(generation, "cache", server)
    monkeypatch.setattr(generation, "_shared", generation._Shared())
    monkeypatch.setattr(generation, "_PAUSE", 0)
    return server


def test_a_change_is_a_new_number_for_all(redis):
    before = generation.current()
    assert generation.current() == before
    generation._bump_now()
    assert generation.current() != before


def test_without_redis_pages_are_valid_for_a_second(redis, monkeypatch):
    redis.away = True
    monkeypatch.setattr(generation.time, "time", lambda: 1000.4)
    assert generation.current() == generation.current() == 1000
    monkeypatch.setattr(generation.time, "time", lambda: 1001.2)
    assert generation.current() == 1001


def test_a_change_that_could_not_be_told_is_told_when_redis_is_back(redis):
    before = generation.current()
    redis.away = True
    generation._bump_now()  # no error: the change itself has been saved
    redis.away = False
    assert generation.current() != before
    assert generation.current() == generation.current()


def test_a_redis_that_is_away_is_not_asked_at_every_request(redis, monkeypatch):
    monkeypatch.setattr(generation, "_PAUSE", 60)
    redis.away = True
    generation.current()
    asked = []
    monkeypatch.setattr(redis, "get_or_set", lambda *_, **__: asked.append(1))
    generation.current()
    assert asked == []
