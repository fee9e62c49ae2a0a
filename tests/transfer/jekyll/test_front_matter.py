from transfer.jekyll.front_matter import read_bare_head, split_front_matter


def test_the_head_is_parted_from_the_body():
    document = split_front_matter("---\ntitle: Drift\n---\n\nWords.\n")
    assert (document.values, document.body, document.line) == ({"title": "Drift"}, "\nWords.\n", 4)


def test_a_text_without_head_is_all_body():
    for text in ("Words.", "---\nnever closed", "", "--- x\n---\n"):
        document = split_front_matter(text)
        assert (document.has_head, document.body) == (False, text)


def test_lines_of_problems_are_those_of_the_file():
    document = split_front_matter("---\na: 1\na: 2\n---\n")
    assert document.problems == ["line 3: “a” stands twice; the last one counts."]


def test_a_head_that_cannot_be_read_keeps_the_body():
    document = split_front_matter("---\n" + "[" * 4000 + "\n---\nWords.\n")
    assert (document.values, document.body, document.has_head) == ({}, "Words.\n", True)
    assert "The head of the file cannot be read" in document.problems[0]


def test_a_commented_head_may_have_lost_its_first_line():
    document = read_bare_head("layout: page\ntitle: Drift\n---\n\nWords.")
    assert (document.values["title"], document.body.strip()) == ("Drift", "Words.")


def test_words_before_a_rule_are_no_head():
    assert not read_bare_head("Some words\n---\nmore").has_head
