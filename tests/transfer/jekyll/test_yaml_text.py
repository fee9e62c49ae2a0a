import time

import pytest

from transfer.jekyll.yaml_text import YamlError, load_yaml, number, text, texts, truth


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("a: 0123", {"a": "0123"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: no", {"a": "no"}),
        ("a: 2024-02-30", {"a": "2024-02-30"}),
        ("a: 2015-10-22 15:59:00-0400", {"a": "2015-10-22 15:59:00-0400"}),
        ("a:\nb: ~\nc: ''", {"a": None, "b": None, "c": ""}),
        ("a: >\n  <p>x: y</p>\n  z\nb: 1", {"a": "<p>x: y</p> z\n", "b": "1"}),
        ("a: [x, y]\nb:\n  - c: d", {"a": ["x", "y"], "b": [{"c": "d"}]}),
        ("base: &base {x: 1, y: 2}\na: {<<: *base, x: 3}", {"base": {"x": "1", "y": "2"},
                                                          "a": {"x": "3", "y": "2"}}),
        ("# only a remark", None),
        ("", None),
    ],
)  # fmt: skip
def test_values_stay_as_they_were_written(written, value):
    assert load_yaml(written) == (value, [])


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("a: Tides: a survey", {"a": "Tides: a survey"}),
        ("a: @mina", {"a": "@mina"}),
        ("a: *Drift* and more", {"a": "*Drift* and more"}),
        ('a: "Drift" and more', {"a": '"Drift" and more'}),
        ("a: it's 'here: there", {"a": "it's 'here: there"}),
        ("a: [FLOW] paper", {"a": "[FLOW] paper"}),
        ("- x: y: z", [{"x": "y: z"}]),
        ("a: x: y # a private remark", {"a": "x: y"}),
        ("a: x: y\nb: 1", {"a": "x: y", "b": "1"}),
    ],
)
def test_a_value_that_yaml_refuses_is_read_as_its_words(written, value):
    found, problems = load_yaml(written)
    assert found == value
    assert problems == ["line 1: read as plain text, since it is not valid YAML."]


def test_tabs_around_a_colon_are_spaces():
    assert load_yaml("theme\t\t: tides\ntitle:\tMud\nurl : x\n")[0] == {
        "theme": "tides",
        "title": "Mud",
        "url": "x",
    }


def test_tabs_indent_as_two_spaces():
    assert load_yaml("a:\n\tb: 1\n\tc: 2") == ({"a": {"b": "1", "c": "2"}}, [])


def test_the_last_of_two_equal_keys_counts_and_is_told():
    assert load_yaml("a: 1\nb: 2\na: 3") == (
        {"a": "3", "b": "2"},
        ["line 3: “a” stands twice; the last one counts."],
    )


@pytest.mark.parametrize(
    "written",
    [
        "a: &a [*a]",
        "a: [[[[" * 3000,
        "{" * 5000,
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n"
            for i in range(9)
        ),
        "\n".join("[" for _ in range(50)),
        "a: \x01",
    ],
    ids=["cyclic", "deep", "braces", "bomb", "broken", "control character"],
)
def test_hostile_yaml_is_refused_quickly_in_one_line(written):
    started = time.process_time()
    with pytest.raises(YamlError) as refused:
        load_yaml(written)
    assert "\n" not in str(refused.value)
    assert time.process_time() - started < 5


def test_tags_make_no_objects():
    value, _problems = load_yaml("a: !!python/object/apply:os.system [echo]")
    assert value == {"a": ["echo"]}


def test_switches_and_numbers_are_read_where_they_are_asked_for():
    assert [truth(word) for word in ("true", "True", "yes", "on", "1")] == [True] * 5
    assert [truth(word) for word in ("false", "No", "off", "0")] == [False] * 4
    assert [truth(word) for word in ("", "maybe", None, [])] == [None] * 4
    assert [number(word) for word in ("5", " 12 ", "x", "", None, "9" * 20)] == [
        5, 12, None, None, None, None,
    ]  # fmt: skip
    assert (text([1]), text(None), text(" x ")) == ("", "", "x")
    assert (texts("a"), texts(["a", None, "b"]), texts(None)) == (["a"], ["a", "b"], [])
