from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('corrections', '0003_stray_mails_and_superseding_proposals'),
    ]

    operations = [
        migrations.AlterField(
            model_name='ticket',
            name='resolution',
            field=models.CharField(blank=True, choices=[('corrected', 'Corrected'), ('clarified', 'Clarified'), ('fixed', 'Put right without a notice'), ('no_error', 'No error'), ('duplicate', 'Reported before'), ('spam', 'Spam'), ('withdrawn', 'Withdrawn by the reader')], max_length=20),
        ),
        migrations.AlterField(
            model_name='ticketevent',
            name='resolution',
            field=models.CharField(blank=True, choices=[('corrected', 'Corrected'), ('clarified', 'Clarified'), ('fixed', 'Put right without a notice'), ('no_error', 'No error'), ('duplicate', 'Reported before'), ('spam', 'Spam'), ('withdrawn', 'Withdrawn by the reader')], max_length=20),
        ),
    ]
