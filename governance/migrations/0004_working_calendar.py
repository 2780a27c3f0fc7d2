import django.db.models.deletion
import governance.audit.tables
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0003_rulebook'),
    ]

    operations = [
        governance.audit.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='CalendarYear',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                        ('source', models.CharField(max_length=60, verbose_name='文号')),
                        ('published_on', models.DateField(verbose_name='公布日期')),
                        ('status', models.CharField(choices=[('proposed', '待核对'), ('confirmed', '已录入'), ('withdrawn', '已撤回')], default='proposed', max_length=10, verbose_name='状态')),
                        ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                        ('entered_on', models.DateField(verbose_name='录入日期')),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核对人')),
                        ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='核对日期')),
                    ],
                    options={
                        'verbose_name': '放假安排',
                        'verbose_name_plural': '放假安排',
                        'ordering': ['-year', '-published_on', '-id'],
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('entered_by')), _negated=True), _connector='OR'), name='calendar_year_by_two'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'confirmed'), _negated=True), ('confirmed_on__isnull', False), _connector='OR'), name='calendar_year_confirmed_on_a_day')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalCalendarYear',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                        ('source', models.CharField(max_length=60, verbose_name='文号')),
                        ('published_on', models.DateField(verbose_name='公布日期')),
                        ('status', models.CharField(choices=[('proposed', '待核对'), ('confirmed', '已录入'), ('withdrawn', '已撤回')], default='proposed', max_length=10, verbose_name='状态')),
                        ('entered_on', models.DateField(verbose_name='录入日期')),
                        ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='核对日期')),
                        ('history_user_id', models.BigIntegerField(null=True)),
                        ('history_change_reason', models.CharField(db_index=True, max_length=36)),
                        ('entered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                        ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核对人')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ],
                    options={
                        'verbose_name': 'historical 放假安排',
                        'verbose_name_plural': 'historical 放假安排',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='CalendarDay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('calendar_year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='governance.calendaryear', verbose_name='放假安排')),
                        ('day', models.DateField(verbose_name='日期')),
                        ('kind', models.CharField(choices=[('holiday', '放假'), ('make_up_workday', '调休上班')], max_length=16, verbose_name='类别')),
                        ('name', models.CharField(blank=True, max_length=20, verbose_name='名称')),
                    ],
                    options={
                        'verbose_name': '放假安排的日子',
                        'verbose_name_plural': '放假安排的日子',
                        'ordering': ['day'],
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'constraints': [models.UniqueConstraint(fields=('calendar_year', 'day'), name='calendar_day_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalCalendarDay',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('day', models.DateField(verbose_name='日期')),
                        ('kind', models.CharField(choices=[('holiday', '放假'), ('make_up_workday', '调休上班')], max_length=16, verbose_name='类别')),
                        ('name', models.CharField(blank=True, max_length=20, verbose_name='名称')),
                        ('history_user_id', models.BigIntegerField(null=True)),
                        ('history_change_reason', models.CharField(db_index=True, max_length=36)),
                        ('calendar_year', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='governance.calendaryear', verbose_name='放假安排')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ],
                    options={
                        'verbose_name': 'historical 放假安排的日子',
                        'verbose_name_plural': 'historical 放假安排的日子',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
