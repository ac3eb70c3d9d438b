import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TOGETHER = 500


def name_promoted_stories(apps, schema_editor):
    """The stories that each stored page promotes, from its blocks; one that is gone is left out."""
    edition, article = apps.get_model("articles", "Edition"), apps.get_model("articles", "Article")
    through = edition.promoted.through
    here = set(article.objects.values_list("pk", flat=True))
    rows = []
    for key, page in edition.objects.order_by("pk").values_list("pk", "page").iterator(chunk_size=TOGETHER):
        named = {block["article"] for block in page.get("blocks", ()) if block["kind"] == "promo"} & here
        rows += [through(edition_id=key, article_id=other) for other in named]
        if len(rows) >= TOGETHER:
            through.objects.bulk_create(rows)
            rows = []
    through.objects.bulk_create(rows)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_second_person_retention_history'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='promoted',
            field=models.ManyToManyField(blank=True, help_text='Stories that a promo in its text names.', related_name='promoted_in', to='articles.article'),
        ),
        migrations.RunPython(name_promoted_stories, migrations.RunPython.noop, elidable=True),
        migrations.CreateModel(
            name='AgencyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by_feed', models.CharField(blank=True, max_length=80, verbose_name='by feed')),
                ('number', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=120)),
                ('short_name', models.CharField(max_length=40)),
                ('is_listed', models.BooleanField()),
                ('profile', models.TextField(blank=True)),
                ('credit_template', models.CharField(max_length=200)),
                ('copyright_template', models.CharField(blank=True, max_length=250)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='articles.agency')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.photo')),
            ],
            options={
                'ordering': ['agency', 'number'],
                'constraints': [models.UniqueConstraint(fields=('agency', 'number'), name='agency_version_number_is_unique'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='agency_versions_count_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('by__isnull', False), ('by_feed', '')), models.Q(('by__isnull', True), models.Q(('by_feed', ''), _negated=True)), _connector='OR'), name='agency_version_has_one_actor')],
            },
        ),
    ]
