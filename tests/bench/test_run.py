import pytest

from bench import run
from bench.figures import PLACE, hold, told


def test_a_figure_is_told_with_its_limit_and_whether_it_keeps_it(tmp_path, monkeypatch):
    place = tmp_path / "figures"
    monkeypatch.setenv(PLACE, str(place))
    assert hold("cold start, s", 0.55, most=0.6)
    assert not hold("cached / bare", 0.5, least=0.8)
    assert hold("filled in, s", 60)
    assert [(each.what, each.limit, each.said) for each in told(place)] == [
        ("cold start, s", "≤ 0.6", "ok"),
        ("cached / bare", "≥ 0.8", "OVER"),
        ("filled in, s", "", ""),
    ]


def test_without_a_run_a_bench_tells_nobody(monkeypatch):
    monkeypatch.delenv(PLACE, raising=False)
    assert hold("cold start, s", 0.55, most=0.6)


def test_a_run_writes_between_the_marks_and_nowhere_else(tmp_path):
    page = tmp_path / "performance.md"
    begin, end = run.MARKS
    page.write_text(f"before\n{begin}old\n{end}after\n", encoding="utf-8")
    run.write(page, "new\n")
    assert page.read_text(encoding="utf-8") == f"before\n{begin}new\n{end}after\n"


def test_a_page_without_the_marks_is_left_as_it_is(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text("before\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="lacks its marks"):
        run.write(page, "new\n")
    assert page.read_text(encoding="utf-8") == "before\n"


def test_the_page_of_figures_has_the_marks():
    text = run.PAGE.read_text(encoding="utf-8")
    assert all(text.count(mark) == 1 for mark in run.MARKS)


def test_every_bench_is_run_and_those_that_fail_are_named(tmp_path, monkeypatch, capsys):
    benches = tmp_path / "bench"
    benches.mkdir()
    tell = f"import sys; sys.path.insert(0, {str(run.ROOT)!r}); from bench.figures import hold\n"
    (benches / "bench_one.py").write_text(tell + "hold('one', 1, most=2); print('first')\n")
    (benches / "bench_two.py").write_text(tell + "sys.exit(not hold('two', 3, most=2))\n")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    page = tmp_path / "performance.md"
    page.write_text("".join(run.MARKS), encoding="utf-8")
    assert run.main([], into=page) == 1
    said = capsys.readouterr().out
    assert "Not within its limits: bench_two.py." in said
    assert "| two | 3 | ≤ 2 | OVER |" in page.read_text(encoding="utf-8")
    assert "first" in page.read_text(encoding="utf-8")
