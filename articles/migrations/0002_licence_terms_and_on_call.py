import articles.models.publication
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='agency',
            name='archive_days',
            field=models.PositiveSmallIntegerField(default=30, help_text='Copy and pictures that the agency sends with “no archival use” leave the site after so many days.', verbose_name='days until archive'),
        ),
        migrations.AddField(
            model_name='article',
            name='usage_terms',
            field=models.TextField(blank=True, editable=False, help_text='What the agency says of its use.'),
        ),
        migrations.AddField(
            model_name='photo',
            name='expires_at',
            field=models.DateTimeField(blank=True, help_text='It is shown until then: no archival use, or a licence that ends.', null=True),
        ),
        migrations.AddField(
            model_name='publication',
            name='on_call_emails',
            field=models.TextField(blank=True, help_text='Who else is mailed at once of every kill and hold: an address on each line.', validators=[articles.models.publication.validate_addresses], verbose_name='on call'),
        ),
    ]
