"""A reminder keeps the articles of its duty, so that lateness can be counted by article."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("governance", "0028_registers")]

    operations = [
        migrations.AddField(
            model_name="reminder",
            name="cites",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="条"),
        ),
    ]
