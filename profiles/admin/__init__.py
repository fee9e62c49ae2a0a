"""The admin of people, labs, teaching and pages."""

from profiles.admin.labs import LabAdmin
from profiles.admin.pages import PageAdmin, ProjectAdmin
from profiles.admin.people import ResearcherAdmin
from profiles.admin.proposals import ProposalAdmin
from profiles.admin.teaching import CourseAdmin

__all__ = [
    "CourseAdmin",
    "LabAdmin",
    "PageAdmin",
    "ProjectAdmin",
    "ProposalAdmin",
    "ResearcherAdmin",
]
