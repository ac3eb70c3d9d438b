import django.core.validators
import django.db.models.deletion
import wire.models.wire_file
from django.conf import settings
from django.db import migrations, models


def keep_without_an_address(apps, schema_editor):
    """A folder or interface could be named before either worked: such a feed goes on as what it was, the ingest command's."""
    apps.get_model("wire", "Feed").objects.filter(address="").update(source="command")


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0002_licence_terms_and_on_call'),
        ('wire', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChangePolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('correction', models.CharField(choices=[('at_once', 'At once'), ('ask', 'Waits for the desk')], default='at_once', help_text='Of copy that nobody here has edited.', max_length=10, verbose_name='corrections')),
                ('update', models.CharField(choices=[('at_once', 'At once'), ('ask', 'Waits for the desk')], default='at_once', help_text='Of copy that nobody here has edited.', max_length=10, verbose_name='updates')),
                ('minor', models.CharField(choices=[('at_once', 'At once'), ('ask', 'Waits for the desk')], default='at_once', help_text='Of copy that nobody here has edited.', max_length=10, verbose_name='minor changes')),
                ('release', models.CharField(choices=[('at_once', 'At once'), ('ask', 'Waits for the desk')], default='at_once', max_length=10, verbose_name='releases of a hold')),
                ('edited', models.CharField(choices=[('at_once', 'At once'), ('ask', 'Waits for the desk')], default='ask', help_text='Changes that touch none of the words we changed; where they do, an editor always decides.', max_length=10, verbose_name='copy that we edited')),
                ('overdue_minutes', models.PositiveIntegerField(default=30, help_text='Minutes that a change of a published story may wait before the desk is mailed.', verbose_name='overdue after')),
            ],
            options={
                'verbose_name': 'policy for changes',
                'verbose_name_plural': 'policies for changes',
                'ordering': ['agency__name'],
            },
        ),
        migrations.CreateModel(
            name='NamedOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('kill', 'Kill'), ('hold', 'Hold'), ('release', 'Release'), ('correction', 'Correction')], max_length=12)),
                ('is_grave', models.BooleanField(default=False, help_text='A kill or hold.')),
                ('words', models.TextField(help_text='The sentence that gives the order.')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='number named')),
                ('slugline', models.CharField(blank=True, max_length=200, verbose_name='slugline named')),
                ('headline', models.CharField(blank=True, max_length=300, verbose_name='headline named')),
                ('certainty', models.CharField(choices=[('certain', 'Certain'), ('likely', 'Likely'), ('unknown', 'Not found')], default='unknown', max_length=10)),
                ('evidence', models.JSONField(default=list, help_text='What matched: the field and the words.')),
                ('candidates', models.JSONField(default=list, help_text='Ids of other items that it may speak of, the likeliest first.')),
                ('at', models.DateTimeField()),
                ('held_at', models.DateTimeField(blank=True, help_text='When the story was held at once, since the match is certain.', null=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('settlement', models.CharField(blank=True, choices=[('obeyed', 'Obeyed'), ('dismissed', 'Put aside')], max_length=10)),
                ('reason', models.TextField(blank=True, help_text='Why it was put aside.')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'permissions': [('settle_namedorder', 'Can obey an order that names its story in words, or put it aside')],
            },
        ),
        migrations.CreateModel(
            name='Polling',
            fields=[
                ('feed', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='polling', serialize=False, to='wire.feed')),
                ('last_polled_at', models.DateTimeField(null=True)),
                ('last_success_at', models.DateTimeField(null=True)),
                ('last_item_at', models.DateTimeField(help_text='When something came that we did not have.', null=True)),
                ('last_error', models.TextField(blank=True, help_text='In plain words; empty after a success.')),
                ('failures', models.PositiveIntegerField(default=0, help_text='In a row; each makes the next pause longer.')),
                ('next_poll_at', models.DateTimeField(help_text='Empty: at once.', null=True)),
                ('leased_until', models.DateTimeField(help_text='A worker polls it; when this has passed, that one is dead.', null=True)),
                ('leased_by', models.CharField(blank=True, max_length=80)),
                ('etag', models.CharField(blank=True, max_length=500)),
                ('last_modified', models.CharField(blank=True, max_length=100)),
                ('cursor', models.TextField(blank=True, help_text='Where the next poll goes on, in an interface with pages.')),
            ],
        ),
        migrations.CreateModel(
            name='SeenFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Its path below the folder.', max_length=700)),
                ('size', models.PositiveBigIntegerField()),
                ('modified_ns', models.BigIntegerField()),
                ('seen_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='WireFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('medium', models.CharField(help_text="The id of the medium that it shows; a rendition's siblings share it.", max_length=500)),
                ('position', models.PositiveSmallIntegerField(default=0, help_text="The medium's place in the message.")),
                ('kind', models.CharField(choices=[('text', 'Text'), ('picture', 'Picture'), ('graphic', 'Graphic'), ('audio', 'Audio'), ('video', 'Video'), ('package', 'Package'), ('event', 'Event'), ('planning', 'Planning'), ('other', 'Other')], max_length=10)),
                ('href', models.CharField(max_length=2000, verbose_name='address')),
                ('digest', models.CharField(help_text='SHA-256 of the address.', max_length=64)),
                ('mime_type', models.CharField(blank=True, max_length=100)),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('role', models.CharField(blank=True, max_length=60)),
                ('state', models.CharField(choices=[('waiting', 'Not fetched yet'), ('kept', 'Here'), ('refused', 'Not taken'), ('listed', 'Another size of one that is here')], default='waiting', max_length=10)),
                ('reason', models.TextField(blank=True, help_text='Why it is not here, in plain words.')),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(null=True)),
                ('file', models.FileField(blank=True, max_length=250, storage=wire.models.wire_file.wire_files, upload_to='%Y/%m/%d/')),
                ('size', models.PositiveBigIntegerField(null=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('found_at', models.DateTimeField()),
                ('fetched_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['item', 'position', 'pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='item',
            options={'ordering': ['-changed_at', '-pk'], 'permissions': [('pick_up_item', 'Can pick up wire stories'), ('spike_item', 'Can spike wire stories, and take them back'), ('clear_item', 'Can allow a wire story that was killed and sent again')], 'verbose_name': 'wire item'},
        ),
        migrations.AddField(
            model_name='feed',
            name='address',
            field=models.CharField(blank=True, help_text='Of a folder: its path below one of the folders that the operator allows (WIRE_FOLDERS). Else: https://…', max_length=1000),
        ),
        migrations.AddField(
            model_name='feed',
            name='agency',
            field=models.ForeignKey(blank=True, help_text='Whose copy all of it is, whatever the content says. Empty: the content says.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.agency'),
        ),
        migrations.AddField(
            model_name='feed',
            name='format',
            field=models.CharField(blank=True, help_text='Empty: told from the content.', max_length=20),
        ),
        migrations.AddField(
            model_name='feed',
            name='hosts',
            field=models.TextField(blank=True, help_text='One on a line: from where its pictures and redirects may come, besides the host of its address.', verbose_name='other hosts'),
        ),
        migrations.AddField(
            model_name='feed',
            name='interval',
            field=models.PositiveIntegerField(default=60, help_text="An agency's kill waits no longer than this.", validators=[django.core.validators.MinValueValidator(5)], verbose_name='seconds between polls'),
        ),
        migrations.AddField(
            model_name='feed',
            name='key_variable',
            field=models.CharField(blank=True, help_text="The environment variable in which the operator keeps the agency's key: WIRE_KEY_AP. Never the key itself.", max_length=60, validators=[django.core.validators.RegexValidator('\\AWIRE_KEY_[A-Z0-9_]+\\Z', 'The name of an environment variable that begins with WIRE_KEY_.')], verbose_name='key'),
        ),
        migrations.AddField(
            model_name='feed',
            name='silent_after',
            field=models.PositiveIntegerField(blank=True, help_text='The desk is warned when nothing has come for so long. Empty: never.', null=True, verbose_name='hours of silence'),
        ),
        migrations.AddField(
            model_name='feed',
            name='topics',
            field=models.ManyToManyField(blank=True, help_text='Given to every story that is picked up from it.', related_name='+', to='articles.topic'),
        ),
        migrations.AddField(
            model_name='item',
            name='lead',
            field=models.CharField(blank=True, help_text='Its first words.', max_length=300),
        ),
        migrations.AddField(
            model_name='item',
            name='service_number',
            field=models.CharField(blank=True, help_text="Its running number in the agency's service.", max_length=60),
        ),
        migrations.AddField(
            model_name='item',
            name='spiked_at',
            field=models.DateTimeField(blank=True, help_text='When someone here put it aside.', null=True),
        ),
        migrations.AddField(
            model_name='item',
            name='spiked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='feed',
            name='source',
            field=models.CharField(choices=[('command', 'The ingest command'), ('folder', 'A folder'), ('http', 'An address: RSS, Atom, NewsML, NITF, ninjs'), ('ap', 'AP Media API')], default='command', max_length=10),
        ),
        migrations.AddField(
            model_name='message',
            name='folder',
            field=models.CharField(blank=True, help_text='Where the file lay; its pictures may lie beside it.', max_length=1000),
        ),
        migrations.AlterField(
            model_name='message',
            name='name',
            field=models.CharField(blank=True, help_text="The file's name, or the address it came from.", max_length=300),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('service_number', ''), _negated=True), fields=['agency', 'service_number'], name='item_by_number'),
        ),
        migrations.RunPython(keep_without_an_address, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='feed',
            constraint=models.CheckConstraint(condition=models.Q(('source', 'command'), models.Q(('address', ''), _negated=True), _connector='OR'), name='polled_feed_has_an_address'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('spiked_at__isnull', True), ('spiked_by__isnull', True)), models.Q(('spiked_at__isnull', False), ('spiked_by__isnull', False)), _connector='OR'), name='a_person_spikes_an_item'),
        ),
        migrations.AddField(
            model_name='changepolicy',
            name='agency',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='change_policy', to='articles.agency'),
        ),
        migrations.AddField(
            model_name='namedorder',
            name='item',
            field=models.ForeignKey(blank=True, help_text='The story it speaks of.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='named_orders', to='wire.item'),
        ),
        migrations.AddField(
            model_name='namedorder',
            name='settled_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='namedorder',
            name='version',
            field=models.OneToOneField(help_text='The message that gives the order.', on_delete=django.db.models.deletion.PROTECT, related_name='named_order', to='wire.version'),
        ),
        migrations.AddField(
            model_name='seenfile',
            name='feed',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seen_files', to='wire.feed'),
        ),
        migrations.AddField(
            model_name='wirefile',
            name='message',
            field=models.ForeignKey(help_text='The first that named it.', on_delete=django.db.models.deletion.PROTECT, related_name='files', to='wire.message'),
        ),
        migrations.AddField(
            model_name='wirefile',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='wire.item'),
        ),
        migrations.AddField(
            model_name='wirefile',
            name='photo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='wire_files', to='articles.photo'),
        ),
        migrations.AddIndex(
            model_name='namedorder',
            index=models.Index(models.OrderBy(models.F('is_grave'), descending=True), models.OrderBy(models.F('at'), descending=True), condition=models.Q(('settled_at__isnull', True)), name='named_order_open'),
        ),
        migrations.AddConstraint(
            model_name='namedorder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('settled_by__isnull', True), ('settlement', '')), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False), models.Q(('settlement', ''), _negated=True)), _connector='OR'), name='a_person_settles_a_named_order'),
        ),
        migrations.AddConstraint(
            model_name='namedorder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('certainty', 'certain'), _negated=True), ('item__isnull', False), _connector='OR'), name='certain_order_has_its_item'),
        ),
        migrations.AddConstraint(
            model_name='namedorder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settlement', 'dismissed'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='dismissed_order_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='seenfile',
            constraint=models.UniqueConstraint(fields=('feed', 'name'), name='file_is_seen_once_in_its_feed'),
        ),
        migrations.AddIndex(
            model_name='wirefile',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['next_try_at', 'id'], name='wire_file_waiting'),
        ),
        migrations.AddConstraint(
            model_name='wirefile',
            constraint=models.UniqueConstraint(fields=('item', 'digest'), name='file_is_named_once_by_its_item'),
        ),
        migrations.AddConstraint(
            model_name='wirefile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'kept'), _negated=True), models.Q(models.Q(('file', ''), _negated=True), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='kept_file_is_here'),
        ),
        migrations.AddConstraint(
            model_name='wirefile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='refused_file_has_a_reason'),
        ),
    ]
