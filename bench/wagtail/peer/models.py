"""A person's page as one would build it in Wagtail: rich text, news, papers and authors."""

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtailcache.cache import WagtailCacheMixin


class AboutPage(WagtailCacheMixin, Page):
    role = models.CharField(max_length=100)
    bio = RichTextField()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["papers"] = self.papers.prefetch_related("authors")
        context["news"] = self.news.all()
        return context


class News(Orderable):
    page = ParentalKey(AboutPage, on_delete=models.CASCADE, related_name="news")
    date = models.DateField()
    body = RichTextField()


class Paper(Orderable, ClusterableModel):
    page = ParentalKey(AboutPage, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(max_length=300)
    venue = models.CharField(max_length=300)
    year = models.PositiveIntegerField()
    abstract = models.TextField()
    doi = models.CharField(max_length=100)


class Author(Orderable):
    paper = ParentalKey(Paper, on_delete=models.CASCADE, related_name="authors")
    name = models.CharField(max_length=100)
