"""An example for each field of people, labs, courses and pages whose model gives none."""

from django.utils.translation import gettext_lazy as _

LINK = {
    "platform": _("Choose the place, for example Google Scholar."),
    "public": _("Off: the link stays here and is not on the page."),
}
EDUCATION = {
    "advisor": _("For example Prof. Adaeze Okonkwo."),
    "advisor_url": _("The advisor's page: https://…"),
}
EXPERIENCE = {
    "place": _("For example Bergen, Norway."),
    "organisation": _("For example Institute for Slow Measurement."),
    "organisation_url": _("The organisation's page: https://…"),
    "description": _("A few lines of Markdown on what you did there."),
}
AWARD = {
    "organisation": _("For example Society for Field Observation."),
    "url": _("Where it was announced: https://…"),
    "description": _("One line of Markdown: for the best paper of the year."),
}
TALK = {
    "title": _("For example When agreement is evidence."),
    "kind": _("For example Invited talk."),
    "event": _("For example Spring School on Drift."),
    "place": _("For example Accra, or online."),
    "description": _("What the talk was about, in Markdown."),
}
SERVICE = {
    "kind": _("For example Reviewing."),
    "url": _("The page of the journal or event: https://…"),
}
SECTION = {
    "kind": _("What stands in the section, for example Education."),
    "visible": _("Off: the section stays here and is not on the page."),
}
MEMBERSHIP = {
    "lab": _("The lab, for example Tidewater Lab."),
    "role": _("For example PhD student."),
    "started": _("The first day, for example 2022-09-01."),
}
RESEARCHER = {
    "email_public": _("On: it is a link on your page, such as mina@lab.example."),
    "layout": _("A page with a photo and blocks, or one column of sections that you order below."),
    "photo_align": _("Beside the text on wide screens."),
    "photo_circular": _("Off: the photo keeps its corners."),
    "announcements_enabled": _("Your news, newest first, such as: Our paper was accepted."),
    "latest_posts_enabled": _("The titles of your latest blog posts."),
    "latest_posts_scrollable": _("Off: the page grows with them."),
    "selected_papers": _("Those that you ticked under “My selected papers”."),
    "social": _("The row of links, such as Google Scholar and GitHub."),
    "visibility": _(
        "Unlisted: on no list, feed or search, but open to those who know the address."
    ),
}
LAB_MEMBERSHIP = {
    "researcher": _("Type a few letters of the name."),
    "role": _("For example PhD student."),
    "started": _("The first day, for example 2022-09-01."),
}
SESSION = {
    "date": _("For example 2026-03-12."),
    "topic": _("For example Clocks that drift."),
    "description": _("What to prepare, for example: Read chapter 2."),
}
COURSE = {
    "researcher": _("Who teaches it; type a few letters of the name."),
    "description": _("What the course covers, in Markdown."),
}
PAGE = {
    "researcher": _("Whose page it is; type a few letters of the name."),
    "lab": _("Instead of a person: the page is the lab's."),
    "position": _("Pages with smaller numbers come first in the navigation."),
}
PROJECT = {
    "title": _("For example Slow sensors."),
    "body": _("What the project is about, in Markdown."),
    "researchers": _("Who works on it; type a few letters of each name."),
    "lab": _("Chosen: the project is also the lab's."),
    "started": _("A year, month or day: 2014, 2014-04 or 2014-04-01."),
    "ended": _("Empty: it is still going on."),
    "category": _("Projects of one category stand together, for example Instruments."),
    "image": _("A JPEG, PNG or WebP picture for the list of projects."),
    "position": _("Projects with smaller numbers come first."),
}
