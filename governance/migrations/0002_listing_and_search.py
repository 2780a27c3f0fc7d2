import django.db.models.deletion
import governance.audit.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0001_people_and_trail'),
    ]

    operations = [
        governance.audit.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='ListChoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
                        ('listing', models.CharField(max_length=60, verbose_name='列表')),
                        ('columns', models.JSONField(default=list, verbose_name='列')),
                    ],
                    options={
                        'verbose_name': '列表选列',
                        'verbose_name_plural': '列表选列',
                        'constraints': [models.UniqueConstraint(fields=('account', 'listing'), name='list_choice_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='SavedView',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
                        ('listing', models.CharField(max_length=60, verbose_name='列表')),
                        ('name', models.CharField(max_length=20, verbose_name='名称')),
                        ('query', models.CharField(max_length=1000, verbose_name='筛选')),
                    ],
                    options={
                        'verbose_name': '保存的筛选',
                        'verbose_name_plural': '保存的筛选',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('account', 'listing', 'name'), name='saved_view_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='SearchEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.organization', verbose_name='所属镇')),
                        ('kind', models.CharField(max_length=40, verbose_name='类别')),
                        ('object_id', models.BigIntegerField(verbose_name='对象编号')),
                        ('day', models.DateField(blank=True, null=True, verbose_name='日期')),
                        ('head', models.CharField(max_length=400, verbose_name='标题')),
                        ('text', models.TextField(verbose_name='可检索的字')),
                    ],
                    options={
                        'verbose_name': '检索条目',
                        'verbose_name_plural': '检索条目',
                        'indexes': [models.Index(fields=['kind', 'object_id'], name='search_entry_by_object')],
                        'constraints': [models.UniqueConstraint(fields=('organization', 'kind', 'object_id'), name='search_entry_once')],
                    },
                ),
            ],
        ),
    ]
