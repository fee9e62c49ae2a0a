from transfer.jekyll.prose import read_prose


def test_comments_are_taken_out_and_handed_over_with_their_lines():
    prose = read_prose(
        "One.\n\n<!-- two\nthree -->\n\nFour {% comment %}five{% endcomment %}.", {}, 4
    )
    assert prose.text == "One.\n\nFour ."
    assert [(comment.text, comment.line) for comment in prose.comments] == [
        ("two\nthree", 6),
        ("five", 9),
    ]


def test_problems_name_the_lines_of_the_file():
    body = (
        "A\n<!-- x\ny -->\n{% include a.liquid %}\n\n<!-- z -->\nB\n"
        "{% for a in b %}\n\n{% endfor %}\n<script>\nx\n</script>\n"
    )
    prose = read_prose(body, {}, 11)
    assert [problem.split(":")[0] for problem in prose.problems] == [
        "line 14",
        "line 18",
        "line 21",
    ]


def test_a_comment_that_a_variable_brings_is_no_text_either():
    prose = read_prose("A {{ page.x }} B", {"page.x": "<!-- secret -->"})
    assert prose.text == "A  B"


def test_many_problems_of_a_kind_are_summed_up():
    prose = read_prose("{{ x }}\n" * 50, {})
    assert len(prose.problems) == 21
    assert prose.problems[-1] == "and 30 more of the kind."


def test_a_gallery_becomes_pictures():
    body = (
        '<div class="row">\n    <div class="col-sm">\n'
        '        {% include figure.liquid path="assets/img/a.jpg" title="A buoy" %}\n'
        "    </div>\n</div>\n\nWords."
    )
    assert read_prose(body, {}).text == "![A buoy](/assets/img/a.jpg)\n\nWords."
