import threading

from typeset.markdown import plain, render
from typeset.memory import Memory


class Counting:
    """Makes capitals of a text, and counts how often it did."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.made = 0

    def __call__(self, text: str, how: object = None) -> str:
        return self.memory.recall(text, how, lambda: self._make(text))

    def _make(self, text: str) -> str:
        self.made += 1
        return text.upper()


def test_what_was_made_of_a_text_is_made_once():
    capitals = Counting(Memory(1_000))
    assert [capitals("tide"), capitals("ti" + "de")] == ["TIDE", "TIDE"]
    assert capitals.made == 1


def test_another_text_or_way_is_another_result():
    capitals = Counting(Memory(1_000))
    for text, how in (("tide", 1), ("tide", 2), ("tides", 1), ("Tide", 1)):
        assert capitals(text, how) == text.upper()
    assert capitals.made == 4


def test_the_least_recently_used_is_given_up_first():
    memory = Memory(160)
    capitals = Counting(memory)
    texts = [f"{number:010}" for number in range(16)]
    for text in texts:
        capitals(text)
    capitals(texts[0])
    capitals("x" * 10)
    assert len(memory) == 16
    assert capitals.made == 17
    capitals(texts[0])
    assert capitals.made == 17
    capitals(texts[1])
    assert capitals.made == 18
    assert memory.size == 160


def test_a_text_that_would_take_the_place_of_all_others_is_not_kept():
    memory = Memory(160)
    capitals = Counting(memory)
    capitals("x" * 11)
    capitals("x" * 11)
    assert (len(memory), memory.size, capitals.made) == (0, 0, 2)


def test_texts_of_broken_characters_are_remembered_too():
    capitals = Counting(Memory(1_000))
    assert capitals("\ud800") == capitals("\ud800")
    assert capitals.made == 1


def test_many_threads_make_no_wrong_size():
    memory = Memory(160)
    capitals = Counting(memory)
    threads = [
        threading.Thread(target=lambda: [capitals(f"{n:08}") for n in range(200)]) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert memory.size == 8 * len(memory) <= 160


def test_drawings_of_a_text_differ_by_what_is_asked_of_them():
    text = "# Tides\n\nGauges *drift*, and drift on."
    assert "<h2 " in render(text)
    assert "<h3 " in render(text, heading_offset=2)
    assert "<h2 " in render(text)
    assert plain(text) == "Tides Gauges drift, and drift on."
    assert plain(text, 12) == "Tides…"
    assert plain(text) == "Tides Gauges drift, and drift on."
