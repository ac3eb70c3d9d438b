import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('corrections', '0002_passages_forwarding_proposals_replies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='noticeproposal',
            options={'ordering': ['-at', '-pk'], 'permissions': [('approve_noticeproposal', "Can approve another's proposed notice")], 'verbose_name': 'proposed notice'},
        ),
        migrations.AddField(
            model_name='noticeproposal',
            name='supersedes',
            field=models.ForeignKey(blank=True, help_text='The notice whose place it takes.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corrections.notice'),
        ),
        migrations.CreateModel(
            name='StrayMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hash', models.CharField(help_text='SHA-256 (hex) of the mail as it came.', max_length=64, unique=True)),
                ('data', models.BinaryField(help_text='The mail as it came, byte for byte.')),
                ('sender', models.CharField(blank=True, max_length=254, verbose_name='from')),
                ('subject', models.CharField(blank=True, max_length=250)),
                ('words', models.TextField(blank=True, help_text='What could be read of it.')),
                ('why', models.CharField(max_length=250, verbose_name='why it waits')),
                ('received_at', models.DateTimeField(verbose_name='received')),
                ('settled_as', models.CharField(blank=True, choices=[('filed', 'Filed as a report'), ('added', 'Added to a report'), ('dismissed', 'Needs no answer')], max_length=10)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.ForeignKey(blank=True, help_text='The report that it seems to be about, or that it became part of.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stray_mails', to='corrections.ticket')),
            ],
            options={
                'ordering': ['-received_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('settled_at__isnull', True)), fields=['received_at', 'id'], name='stray_mail_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('settled_as', ''), ('settled_at__isnull', True), ('settled_by__isnull', True)), models.Q(models.Q(('settled_as', ''), _negated=True), ('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='settled_mail_says_how_and_by_whom')],
            },
        ),
    ]
