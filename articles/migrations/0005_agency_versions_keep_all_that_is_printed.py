from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_agency_versions_and_promos"),
    ]

    operations = [
        migrations.AddField(
            model_name="agencyversion",
            name="founded",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agencyversion",
            name="headquarters",
            field=models.CharField(blank=True, default="", max_length=160),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="agencyversion",
            name="slug",
            field=models.SlugField(
                blank=True, default="", help_text="Empty: a version of the time when less was kept.", max_length=60
            ),
            preserve_default=False,
        ),
    ]
