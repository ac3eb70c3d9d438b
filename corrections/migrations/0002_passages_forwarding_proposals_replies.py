import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_second_person_retention_history'),
        ('corrections', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NoticeProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by_feed', models.CharField(blank=True, max_length=80, verbose_name='by feed')),
                ('kind', models.CharField(choices=[('correction', 'Correction'), ('clarification', 'Clarification'), ('editors_note', 'Editor’s note'), ('update', 'Update'), ('retraction', 'Retraction'), ('kill', 'Withdrawn'), ('hold', 'Withheld')], max_length=20)),
                ('origin', models.CharField(choices=[('reader', 'a reader'), ('staff', 'our newsroom'), ('agency', 'the agency'), ('source', 'a source')], max_length=10)),
                ('severity', models.CharField(choices=[('serious', 'Serious'), ('ordinary', 'Ordinary')], default='ordinary', max_length=10)),
                ('placement', models.CharField(blank=True, choices=[('top', 'Above the story'), ('end', 'After the story')], max_length=10)),
                ('text', models.TextField()),
                ('passage', models.TextField(blank=True)),
                ('to_reader', models.TextField(blank=True, help_text='What the reporters will be told.')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decision', models.CharField(blank=True, choices=[('approved', 'Approved'), ('rejected', 'Rejected'), ('overtaken', 'Overtaken by a later change')], max_length=10)),
                ('reason', models.TextField(blank=True, help_text='Why it was rejected.')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'permissions': [('approve_noticeproposal', "Can approve another's proposed notice")],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('text', models.TextField()),
                ('position', models.PositiveSmallIntegerField(default=100)),
            ],
            options={
                'verbose_name_plural': 'replies',
                'ordering': ['position', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Republisher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('is_active', models.BooleanField(default=True, verbose_name='is mailed')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.AlterModelOptions(
            name='ticket',
            options={'ordering': ['-received_at', '-pk'], 'permissions': [('view_contact', "Can see a reader's name and e-mail"), ('handle_ticket', 'Can take tickets and answer readers'), ('resolve_ticket', 'Can close tickets and write notices'), ('view_restricted', 'Can see legal complaints, takedown requests and rights to reply')]},
        ),
        migrations.AddField(
            model_name='notice',
            name='passage',
            field=models.TextField(blank=True, help_text='The words, as they are now, at which the story is marked.'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='agency_due_at',
            field=models.DateTimeField(blank=True, help_text='When the agency should have answered.', null=True),
        ),
        migrations.AddField(
            model_name='ticket',
            name='answers_for_it',
            field=models.CharField(blank=True, choices=[('ours', 'Our newsroom'), ('agency', 'The agency'), ('source', 'A source')], help_text='Empty: not known yet.', max_length=10, verbose_name='who answers for the error'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='block',
            field=models.PositiveIntegerField(blank=True, help_text='Which block of the text that the reader saw.', null=True),
        ),
        migrations.AddField(
            model_name='ticket',
            name='clock_stopped_at',
            field=models.DateTimeField(blank=True, help_text='Since when we wait for somebody else.', null=True),
        ),
        migrations.AddField(
            model_name='ticket',
            name='erased_at',
            field=models.DateTimeField(blank=True, help_text="When the reader's personal data went.", null=True),
        ),
        migrations.AddField(
            model_name='ticket',
            name='forwarded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='ticket',
            name='forwarded_to',
            field=models.CharField(blank=True, help_text="The agency's address that was written to.", max_length=200),
        ),
        migrations.AddField(
            model_name='ticket',
            name='grouped_with',
            field=models.ForeignKey(blank=True, help_text='The first report of the same.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='group', to='corrections.ticket'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='part',
            field=models.CharField(choices=[('words', 'Words of the text'), ('headline', 'The headline'), ('photo', 'A photo'), ('caption', 'A caption'), ('missing', 'Something that is missing'), ('whole', 'The story as a whole')], default='whole', max_length=10, verbose_name='part of the story'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='passage_after',
            field=models.CharField(blank=True, help_text='The words after it.', max_length=200),
        ),
        migrations.AddField(
            model_name='ticket',
            name='passage_before',
            field=models.CharField(blank=True, help_text='The words before the passage, to find it again.', max_length=200),
        ),
        migrations.AddField(
            model_name='ticket',
            name='photo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.photo'),
        ),
        migrations.AlterField(
            model_name='ticket',
            name='category',
            field=models.CharField(choices=[('fact', 'A fact is wrong'), ('name', 'A name or title is wrong'), ('number', 'A number or date is wrong'), ('quote', 'A quotation is wrong'), ('headline', 'The headline misleads'), ('photo', 'A photo or caption is wrong'), ('context', 'Something important is missing'), ('typo', 'Spelling or grammar'), ('other', 'Something else'), ('legal', 'A legal complaint'), ('takedown', 'A request to take something down'), ('reply', 'A right to reply')], default='fact', max_length=20),
        ),
        migrations.AlterField(
            model_name='ticket',
            name='resolution',
            field=models.CharField(blank=True, choices=[('corrected', 'Corrected'), ('clarified', 'Clarified'), ('no_error', 'No error'), ('duplicate', 'Reported before'), ('spam', 'Spam'), ('withdrawn', 'Withdrawn by the reader')], max_length=20),
        ),
        migrations.AlterField(
            model_name='ticket',
            name='status',
            field=models.CharField(choices=[('new', 'New'), ('taken', 'Taken'), ('asked', 'Waiting for the reader'), ('answered', 'The reader answered'), ('reopened', 'Reopened'), ('awaiting_agency', 'Waiting for the agency'), ('closed', 'Closed')], default='new', max_length=20),
        ),
        migrations.AlterField(
            model_name='ticketevent',
            name='resolution',
            field=models.CharField(blank=True, choices=[('corrected', 'Corrected'), ('clarified', 'Clarified'), ('no_error', 'No error'), ('duplicate', 'Reported before'), ('spam', 'Spam'), ('withdrawn', 'Withdrawn by the reader')], max_length=20),
        ),
        migrations.AlterField(
            model_name='ticketevent',
            name='verb',
            field=models.CharField(choices=[('received', 'Received'), ('taken', 'Taken'), ('asked', 'Question to the reader'), ('answered', 'Answer from the reader'), ('noted', 'Note for the desk'), ('cleared', 'Cleared of suspicion'), ('resolved', 'Resolved'), ('reopened', 'Reopened'), ('added', 'Words added by the reader'), ('withdrawn', 'Withdrawn by the reader'), ('assigned', 'Assigned'), ('forwarded', 'Forwarded to the agency'), ('grouped', 'Grouped with another report'), ('split', 'Taken out of a group'), ('stepped', 'A step short of removal'), ('proposed', 'A notice proposed'), ('revoked', 'Private link revoked'), ('erased', 'Personal data erased')], max_length=20),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('erased_at__isnull', True)), fields=['closed_at', 'id'], name='ticket_not_erased'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'awaiting_agency'), _negated=True), ('forwarded_at__isnull', False), _connector='OR'), name='awaiting_ticket_was_forwarded'),
        ),
        migrations.AddField(
            model_name='noticeproposal',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notice_proposals', to='articles.article'),
        ),
        migrations.AddField(
            model_name='noticeproposal',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='noticeproposal',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='noticeproposal',
            name='notice',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='corrections.notice'),
        ),
        migrations.AddField(
            model_name='noticeproposal',
            name='revision',
            field=models.ForeignKey(help_text='The words to be published.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.revision'),
        ),
        migrations.AddField(
            model_name='noticeproposal',
            name='ticket',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notice_proposals', to='corrections.ticket'),
        ),
        migrations.AddIndex(
            model_name='noticeproposal',
            index=models.Index(condition=models.Q(('decided_at__isnull', True)), fields=['at', 'id'], name='proposal_open'),
        ),
        migrations.AddConstraint(
            model_name='noticeproposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('by__isnull', False), ('by_feed', '')), models.Q(('by__isnull', True), models.Q(('by_feed', ''), _negated=True)), _connector='OR'), name='notice_proposal_has_one_actor'),
        ),
        migrations.AddConstraint(
            model_name='noticeproposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decision', '')), models.Q(('decided_at__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='decided_proposal_has_a_decision'),
        ),
        migrations.AddConstraint(
            model_name='noticeproposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'approved'), _negated=True), ('notice__isnull', False), _connector='OR'), name='approved_proposal_became_a_notice'),
        ),
        migrations.AddConstraint(
            model_name='noticeproposal',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), ('by__isnull', True), models.Q(('decided_by', models.F('by')), _negated=True), _connector='OR'), name='nobody_decides_their_own_proposal'),
        ),
    ]
