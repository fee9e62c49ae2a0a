from profiles.models import Researcher
from tests.transfer.sites import lay_alfolio, run


def test_whole_addresses_of_known_places_become_what_the_place_knows(tmp_path, db):
    socials = (
        "scholar_userid: https://scholar.google.com/citations?hl=en&user=abc_D\n"
        "github_username: https://www.github.com/mina/\nx_username: https://twitter.com/mina\n"
        "orcid_id: http://orcid.org/0000-0002-1825-0097\n"
        "hugging_face:\n  title: Hugging Face\n  url: https://huggingface.co/mina\n"
        "homepage:\n  title: Website\n  url: https://lab.example\n"
        "work_url: https://github.com/mina/site\n"
    )
    run(lay_alfolio(tmp_path, {"_data/socials.yml": socials}), researcher="mina")
    links = Researcher.objects.get(slug="mina").links.all()
    assert [(link.platform, link.value) for link in links] == [
        ("scholar", "abc_D"),
        ("github", "mina"),
        ("x", "mina"),
        ("orcid", "0000-0002-1825-0097"),
        ("huggingface", "mina"),
        ("other", "https://lab.example"),
        ("website", "https://github.com/mina/site"),
    ]
