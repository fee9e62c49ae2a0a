from django.core.management import call_command
from django.db import migrations

TABLE = "octavo_cache"


def make(apps, schema_editor):
    """The table of the database cache, which the settings use unless CACHE_URL names Redis.

    Made in any case, so that CACHE_URL can be taken away again.
    """
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_invitations_and_delegates")]
    operations = [migrations.RunPython(make, drop)]
