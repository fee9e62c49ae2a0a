from django.contrib.admin.apps import AdminConfig, SimpleAdminConfig


class OctavoAdminConfig(AdminConfig):
    default_site = "accounts.site.OctavoAdminSite"
    later = False  # a server discovers the admin with its first address: config/admin_urls.py

    def ready(self) -> None:
        if self.later:
            SimpleAdminConfig.ready(self)
        else:
            super().ready()
