"""Receipts of public reports."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("code_hash", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("report", models.CharField(max_length=36)),
            ],
        ),
    ]
