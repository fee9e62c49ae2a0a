from django.db import migrations

import profiles.fields
from typeset.fold import fold

BATCH = 500


def fold_abstracts(apps, schema_editor):
    publications = apps.get_model("publications", "Publication").objects
    rows = []
    for row in publications.exclude(abstract="").only("abstract").iterator(chunk_size=BATCH):
        row.folded_abstract = fold(row.abstract)
        rows.append(row)
        if len(rows) == BATCH:
            publications.bulk_update(rows, ["folded_abstract"])
            rows = []
    publications.bulk_update(rows, ["folded_abstract"])


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0005_drawings"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="folded_abstract",
            field=profiles.fields.FoldedField(sources=("abstract",)),
        ),
        migrations.RunPython(fold_abstracts, migrations.RunPython.noop),
    ]
