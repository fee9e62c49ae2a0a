"""The admin's addresses, imported when the first of them is asked for or built."""

from django.contrib import admin

admin.autodiscover()
urlpatterns = admin.site.get_urls()
