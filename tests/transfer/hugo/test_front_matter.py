import pytest

from transfer.hugo.front_matter import split_head


@pytest.mark.parametrize(
    "head",
    [
        "---\nTitle: Tides\ntags: [a, b]\ndraft: true\ndate: 2024-01-02\n---\n",
        '+++\ntitle = "Tides"\ntags = ["a", "b"]\ndraft = true\ndate = 2024-01-02\n+++\n',
        '{\n"title": "Tides", "tags": ["a", "b"], "draft": true, "date": "2024-01-02"\n}\n',
    ],
)
def test_all_forms_of_heads_say_the_same(head):
    found = split_head(f"{head}Low and high.")
    assert found.values == {
        "title": "Tides", "tags": ["a", "b"], "draft": "true", "date": "2024-01-02",
    }  # fmt: skip
    assert found.body.strip() == "Low and high."


def test_the_line_of_the_body_is_known():
    assert split_head("+++\na = 1\n+++\nbody").line == 4


@pytest.mark.parametrize("head", ["+++\na = = 1\n+++\n", "+++\n[a\n+++\n"])
def test_a_head_that_cannot_be_read_is_told_and_the_body_kept(head):
    found = split_head(f"{head}Words.")
    assert found.values == {}
    assert found.body == "Words."
    assert "cannot be read" in found.problems[0]


@pytest.mark.parametrize("text", ["", "Words", "{ no json", "+++\na = 1\n", "{" * 5000 + "\n"])
def test_what_has_no_head_is_a_body(text):
    assert split_head(text).has_head is False
