from publications.report import Item, Report


def test_what_was_found_is_what_was_done():
    report = Report(
        [Item("publication", "a", "created", "A"), Item("publication", "b", "rejected")]
    )
    report.add([Report([Item("news", "n.md", "unchanged")], ["Something else."])])
    assert report.as_dict() == {
        "found": 3, "created": 1, "updated": 0, "unchanged": 1, "rejected": 1,
        "items": [
            {"kind": "publication", "ref": "a", "action": "created", "title": "A", "problems": []},
            {"kind": "publication", "ref": "b", "action": "rejected", "title": "", "problems": []},
            {"kind": "news", "ref": "n.md", "action": "unchanged", "title": "", "problems": []},
        ],
        "problems": ["Something else."],
    }  # fmt: skip


def test_people_read_what_went_wrong_and_where():
    report = Report(
        [
            Item("publication", "a", "created", "A", ["It has no title."], 7),
            Item("publication", "b", "created", "B"),
        ],
        ["The file is not in UTF-8."],
    )
    assert report.as_text(dry_run=True).splitlines() == [
        "2 found: 2 created, 0 updated, 0 unchanged, 0 rejected.",
        "Nothing was written: this was a dry run.",
        "The file is not in UTF-8.",
        "a, line 7 (created): It has no title.",
    ]
