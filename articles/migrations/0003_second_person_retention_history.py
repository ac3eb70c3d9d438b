from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0002_licence_terms_and_on_call'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='is_noindex',
            field=models.BooleanField(default=False, help_text='A step short of taking it down.', verbose_name='kept out of search engines'),
        ),
        migrations.AddField(
            model_name='article',
            name='shows_history',
            field=models.BooleanField(blank=True, help_text='Unknown: as the publication does. The log never hides.', null=True, verbose_name='history is public'),
        ),
        migrations.AddField(
            model_name='publication',
            name='needs_second_person',
            field=models.BooleanField(default=True, help_text='Retractions and clarifications. Off for a newsroom of one: recorded.', verbose_name='a second person approves'),
        ),
        migrations.AddField(
            model_name='publication',
            name='personal_data_days',
            field=models.PositiveIntegerField(default=365, help_text="After a report is closed, its reader's name, address and words go.", verbose_name='days that readers’ data is kept'),
        ),
        migrations.AddField(
            model_name='publication',
            name='shows_history',
            field=models.BooleanField(default=True, help_text='A story may say otherwise.', verbose_name='history is public'),
        ),
    ]
