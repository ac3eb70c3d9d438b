from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("corrections", "0005_answer_times"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="places",
            field=models.JSONField(blank=True, default=list, editable=False, help_text="All places of the story that it is about (`corrections.places`)."),
        ),
        migrations.AlterField(
            model_name="notice",
            name="passage",
            field=models.TextField(blank=True, help_text="The words that an editor named, as they are now, to mark the story at."),
        ),
    ]
