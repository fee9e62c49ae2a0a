from tests.transfer.alfolio.reading import config, of, profile, read


def test_spellings_of_the_name_come_from_scholar_and_samples_do_not(tmp_path):
    own = read(
        tmp_path, config("scholar:\n  last_name: [Sørensen, Sorensen]\n  first_name: [Mina, M.]")
    )
    assert [item.values["name"] for item in of(own, "name")] == [
        "Sørensen, Mina", "Sørensen, M.", "Sorensen, Mina", "Sorensen, M.",
    ]  # fmt: skip
    sample = read(tmp_path, config("scholar:\n  last_name: [Einstein]\n  first_name: [Albert, A.]"))
    assert all("sample content" in item.left_out for item in of(sample, "name"))


def test_links_come_in_the_order_of_the_data_file_which_wins(tmp_path):
    socials = (
        "# a remark\nscholar_userid: abc&hl=en\nemail: mina@lab.example\ngithub_username:\n"
        "mastodon_username: sea.example/@mina\nx_username: '@mina'\n"
        "tide_club:\n  logo: x.png\n  title: Tide club\n  url: https://club.example\n"
        "discord_id: 12345\nrss_icon: true\nodd_key: mina\nwork_url: https://lab.example\n"
    )
    site = read(
        tmp_path,
        {"_data/socials.yml": socials, **config("email: old@lab.example\ntwitter_username: old\n"
                                                "orcid_id: 0000-0002-1825-0097")},
    )  # fmt: skip
    links = of(site, "link")
    assert [(i.values.get("platform"), i.values.get("value")) for i in links if not i.left_out] == [
        ("scholar", "abc"),
        ("email", "mina@lab.example"),
        ("mastodon", "https://sea.example/@mina"),
        ("x", "mina"),
        ("other", "https://club.example"),
        ("other", "https://discord.com/users/12345"),
        ("rss", "/feed.xml"),
        ("website", "https://lab.example"),
        ("orcid", "0000-0002-1825-0097"),
    ]
    assert [item.values["position"] for item in links] == list(range(len(links)))
    assert "“odd_key” is no place that is known here" in links[7].left_out
    assert profile(site).values["orcid"] == "0000-0002-1825-0097"
    assert profile(site).values["email"] == "mina@lab.example"


def test_links_that_ship_with_the_theme_are_left_out(tmp_path):
    socials = "email: you@example.com\ninspirehep_id: 1010907\nrss_icon: false\n"
    links = of(read(tmp_path, {"_data/socials.yml": socials}), "link")
    assert ["sample content" in item.left_out for item in links] == [True, True]
