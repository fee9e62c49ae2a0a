import time

import pytest

from transfer.jekyll.liquid import translate

VARIABLES = {
    "site.email": "mina@lab.example",
    "site.data.socials.cv_pdf": "/cv.pdf",
    "page.title": "T",
}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("no marks", "no marks"),
        ("{{ site.baseurl }}/x", "/x"),
        ("{{ '/assets/x.pdf' | relative_url }}", "/assets/x.pdf"),
        ('{{ "/x" | prepend: site.baseurl | prepend: site.url }}', "/x"),
        ("{{ '/x' | append: '/y' }}", "/x/y"),
        ("{{- site.email -}}", "mina@lab.example"),
        ("{{ site.data.socials.cv_pdf | relative_url }}", "/cv.pdf"),
        ("{{ page.title | escape }}", "T"),
        ("{% raw %}{{ kept }} {% if %}{% endraw %}", "{{ kept }} {% if %}"),
        ("{% link _news/a.md %}", "/_news/a.md"),
        ("{% post_url 2024-01-31-x %}", "/_posts/2024-01-31-x.md"),
        ("{% highlight python linenos %}\n1\n{% endhighlight %}", "```python\n1\n```"),
        ('{% include figure.liquid path="assets/img/a b.jpg" title="A map" %}',
         "![A map](/assets/img/a%20b.jpg)"),
        ('{% include figure.html path="/a.jpg" caption="Low tide" alt="A pier" %}',
         "![A pier](/a.jpg)\n*Low tide*"),
        ('{% include video.liquid path="assets/v.mp4" title="Talk" %}', "[Talk](/assets/v.mp4)"),
        ("{% cite one two --prefix x %}",
         "[one](/publications/#one), [two](/publications/#two), [x](/publications/#x)"),
        ("{% details More %}words{% enddetails %}", "**More**words"),
        ("{% tabs g %}{% tab g First one %}words{% endtab %}{% endtabs %}", "**First one**words"),
    ],
)  # fmt: skip
def test_known_marks_are_translated(source, text):
    assert (translate(source, VARIABLES).text, translate(source, VARIABLES).problems) == (text, [])


@pytest.mark.parametrize(
    ("source", "text", "line", "problem"),
    [
        ("a\n{% include news.liquid %}b", "a\nb", 2,
         "“{% include news.liquid %}” is not known here and was left out."),
        ("{{ site.unknown }}", "", 1,
         "“{{ site.unknown }}” is a variable that is not known here and was left out."),
        ("{{ '/x' | sort }}", "", 1,
         "“{{ '/x' | sort }}” is a variable that is not known here and was left out."),
        ("a\n{% for x in y %}\n{{ x }}{% if z %}w{% endif %}\n{% endfor %}\nb", "a\n\n\n\nb", 2,
         "“{% for x in y %}” is a program, which is not run and was left out."),
        ("{% if a %} b", " b", 1, "“{% if a %}” is a program, which is not run and was left out."),
        ("{% assign x = 1 %}", "", 1, "“{% assign x = 1 %}” is not known here and was left out."),
        ("{% raw %} x", " x", 1, "“{% raw %}” has no end and was left out."),
    ],
)  # fmt: skip
def test_what_is_not_known_is_left_out_and_told_with_its_line(source, text, line, problem):
    found = translate(source, VARIABLES)
    assert (found.text, found.problems) == (text, [(line, problem)])


@pytest.mark.parametrize(
    "piece", ["{% raw %}", "{% a ", "{% if x %}", "{{ a ", "{{a}}", "{%", "}}%}"]
)
def test_hostile_marks_take_no_time(piece):
    started = time.process_time()
    translate(piece * 20_000, {})
    assert time.process_time() - started < 5
