"""The ledger, what is derived from it, and the refusal to change it."""

from django.db import migrations

from najda.adapters.db import tables


def make(apps, schema_editor):
    for statement in tables.STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
