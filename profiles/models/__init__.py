from profiles.models.cv import Award, Education, Experience, Service, Talk
from profiles.models.lab import Lab, Membership
from profiles.models.pages import Page, Project
from profiles.models.people import NameVariant, Photo, ProfileLink, Researcher, Section
from profiles.models.teaching import Course, CourseMaterial, CourseSession

__all__ = [
    "Award",
    "Course",
    "CourseMaterial",
    "CourseSession",
    "Education",
    "Experience",
    "Lab",
    "Membership",
    "NameVariant",
    "Page",
    "Photo",
    "ProfileLink",
    "Project",
    "Researcher",
    "Section",
    "Service",
    "Talk",
]
