from profiles.models.about import Photo, ProfileLink, Section
from profiles.models.approval import Proposal
from profiles.models.cv import Award, Education, Experience, Service, Talk
from profiles.models.files import WithdrawnFile
from profiles.models.lab import Lab, Membership
from profiles.models.merging import KnownApart, MergeRecord, OldAddress
from profiles.models.pages import Page, Project
from profiles.models.people import NameVariant, Researcher
from profiles.models.previews import PreviewLink
from profiles.models.teaching import Course, CourseMaterial, CourseSession

__all__ = [
    "Award",
    "Course",
    "CourseMaterial",
    "CourseSession",
    "Education",
    "Experience",
    "KnownApart",
    "Lab",
    "Membership",
    "MergeRecord",
    "NameVariant",
    "OldAddress",
    "Page",
    "Photo",
    "PreviewLink",
    "ProfileLink",
    "Project",
    "Proposal",
    "Researcher",
    "Section",
    "Service",
    "Talk",
    "WithdrawnFile",
]
