from django.urls import path

from news import feeds, views

urlpatterns = [
    path("news/", views.news, name="news"),
    path("news/<slug:slug>/", views.news_item, name="news_item"),
    path("people/<slug:slug>/news/", views.person_news, name="person_news"),
    path("blog/", views.blog, name="blog"),
    path("blog/<slug:slug>/", views.post, name="post"),
    path("feed.xml", feeds.site_feed, name="feed"),
    path("people/<slug:slug>/feed.xml", feeds.person_feed, name="person_feed"),
    path("labs/<slug:slug>/feed.xml", feeds.lab_feed, name="lab_feed"),
]
