from django.urls import path, register_converter

from website import edit_link, health, media, metrics, sitemaps, stylesheets, views


class Colour:
    """Six hexadecimal digits."""

    regex = "[0-9a-f]{6}"

    def to_python(self, value: str) -> str:
        return f"#{value}"

    def to_url(self, value: str) -> str:
        return value


register_converter(Colour, "colour")

urlpatterns = [
    path("", views.home, name="home"),
    path("labs/<slug:slug>/", views.lab, name="lab"),
    path("people/<slug:slug>/", views.about, name="about"),
    path("people/<slug:slug>/cv/", views.cv, name="cv"),
    path("search/", views.search, name="search"),
    path("accent/<colour:colour>.css", stylesheets.accent, name="accent"),
    path("media/<path:name>", media.serve, name="media"),
    # For machines.
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-pages-<int:number>.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-papers-<int:number>.xml", sitemaps.papers, name="sitemap_papers"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/edit-link/", edit_link.edit_link, name="edit_link"),
    path("-/metrics", metrics.metrics, name="metrics"),
]
