from accounts.models import User
from profiles.models import Lab, Page, Project, Researcher
from website.demo.content import create_in_order, read
from website.demo.drawings import drawing

SLUG = "tidewater"


def create(editor: User) -> Lab:
    content = read("lab")
    lab = Lab.objects.create(logo=drawing("logo", 320, 320), **content["lab"])
    lab.editors.add(editor)
    create_in_order(Page, content["pages"], lab=lab)
    return lab


def create_projects(lab: Lab, everybody: dict[str, Researcher]) -> None:
    for position, row in enumerate(read("lab")["projects"]):
        fields = {name: value for name, value in row.items() if name != "people"}
        if row.get("image_alt"):
            fields["image"] = drawing(row["slug"], 720, 405)
        project = Project.objects.create(lab=lab, position=position, **fields)
        project.researchers.set([everybody[key] for key in row["people"]])
