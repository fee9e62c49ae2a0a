from typing import Any

from news.models import NewsItem, Post
from profiles.models import Lab, Researcher
from website.demo.content import read

MEANT_OTHERWISE = {"people", "lab"}


def create(lab: Lab, everybody: dict[str, Researcher]) -> None:
    content = read("news")
    for row in reversed(content["news"]):
        item = NewsItem.objects.create(**_fields(row, lab))
        item.researchers.set([everybody[key] for key in row["people"]])
    for row in reversed(content["posts"]):
        post = Post.objects.create(**_fields(row, lab))
        post.authors.set([everybody[key] for key in row["people"]])


def _fields(row: dict[str, Any], lab: Lab) -> dict[str, Any]:
    fields = {name: value for name, value in row.items() if name not in MEANT_OTHERWISE}
    return {**fields, "lab": lab if row.get("lab") else None}
