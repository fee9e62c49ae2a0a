import pytest

from publications.templatetags.publications import work_title


def test_a_formula_in_a_title_is_mathematics():
    shown = work_title("Drift of $k$ instruments")
    assert shown.startswith("Drift of <math")
    assert shown.endswith("</math> instruments")


@pytest.mark.parametrize(
    "title",
    [
        "A * B * C and D_e_f",
        "[Not a link](https://x.example)",
        "`code` and **bold** & more",
        "See https://x.example and www.x.example",
        "me@x.example",
        "C:\\new",
        "![image](x.png)",
        "1 < 2 > 0",
        "f(x) and [y]",
    ],
)
def test_nothing_else_in_a_title_means_more_than_itself(title):
    plain = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown = work_title(f"{title} $k$")
    assert shown.startswith(f"{plain} <math")
    assert "<a" not in shown


def test_a_title_with_a_script_and_a_formula_is_text():
    shown = work_title("<script>alert(1)</script> $k$ <img src=x onerror=y>")
    assert "<script" not in shown
    assert "<img" not in shown
    assert "<math" in shown


def test_money_stays_money():
    assert work_title("From $5 to $6") == "From $5 to $6"
