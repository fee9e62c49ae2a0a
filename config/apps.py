from django.contrib.admin.apps import AdminConfig


class OctavoAdminConfig(AdminConfig):
    default_site = "accounts.site.OctavoAdminSite"
