import pytest

from transfer.hugo.shortcodes import translate


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('{{< figure src="a.png" caption="Mud" >}}', "![Mud](a.png)"),
        ('{{< figure src="a.png" alt="Flat" caption="Mud" >}}', "![Flat](a.png) *Mud*"),
        ('{{< figure src="a.png" link="https://x.example" >}}', "[![](a.png)](https://x.example)"),
        (
            "{{< youtube w7Ft2ymGmfc >}}",
            "[Video on YouTube](https://www.youtube.com/watch?v=w7Ft2ymGmfc)",
        ),
        ('[t]({{< relref "/post/tides/index.md" >}})', "[t](/post/tides)"),
        ("{{% callout note %}}\nMind.\n{{% /callout %}}", "\nMind.\n"),
        ("{{< highlight python >}}\nx\n{{< /highlight >}}", "```python\nx\n```"),
        ('{{< icon name="x" >}}', ""),
        ('Words.\n{style="text-align: justify;"}\nMore.', "Words.\n\nMore."),
        ("$\\frac{{a}}{{b}}$", "$\\frac{{a}}{{b}}$"),
    ],
)
def test_known_marks_are_translated(written, meant):
    assert translate(written) == (meant, [])


def test_unknown_marks_are_told_with_their_line_and_never_run():
    text, problems = translate('one\n\n{{< exec cmd="rm -rf /"\n >}}\nlast')
    assert text == "one\n\n\n\nlast"
    assert problems == [(3, '“{{< exec cmd="rm -rf /" >}}” is not known here and was left out.')]


def test_marks_without_end_cost_no_time():
    text = "{{< a " * 20_000
    assert translate(text) == (text, [])
