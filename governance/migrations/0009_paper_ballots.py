import django.db.models.deletion
import django.db.models.expressions
import governance.audit.tables
import simple_history.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0008_rating_rounds'),
    ]

    operations = [
        governance.audit.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='PaperCount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.organization', verbose_name='所属镇')),
                        ('poll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_counts', to='governance.sealedpoll', verbose_name='投票箱')),
                        ('group', models.PositiveSmallIntegerField(verbose_name='类别')),
                        ('issued', models.PositiveSmallIntegerField(verbose_name='发出纸票')),
                        ('returned', models.PositiveSmallIntegerField(verbose_name='收回纸票')),
                        ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person', verbose_name='填写人')),
                        ('typed', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='录入')),
                        ('valid', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='有效')),
                        ('blank', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='空白')),
                        ('invalid', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='无效')),
                        ('wrong_marks', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='画错的项')),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person', verbose_name='核对人')),
                        ('explanation', models.CharField(blank=True, max_length=200, verbose_name='对不上的说明')),
                        ('explained_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person', verbose_name='说明人')),
                    ],
                    options={
                        'verbose_name': '纸票核对单',
                        'verbose_name_plural': '纸票核对单',
                        'ordering': ['poll_id', 'group'],
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'constraints': [models.UniqueConstraint(fields=('poll', 'group'), name='paper_count_once'), models.CheckConstraint(condition=models.Q(('typed__isnull', True), ('typed', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('valid'), '+', models.F('blank')), '+', models.F('invalid'))), _connector='OR'), name='paper_count_adds_up'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('written_by')), _negated=True), _connector='OR'), name='paper_count_two_people')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalPaperCount',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('group', models.PositiveSmallIntegerField(verbose_name='类别')),
                        ('issued', models.PositiveSmallIntegerField(verbose_name='发出纸票')),
                        ('returned', models.PositiveSmallIntegerField(verbose_name='收回纸票')),
                        ('typed', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='录入')),
                        ('valid', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='有效')),
                        ('blank', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='空白')),
                        ('invalid', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='无效')),
                        ('wrong_marks', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='画错的项')),
                        ('explanation', models.CharField(blank=True, max_length=200, verbose_name='对不上的说明')),
                        ('history_user_id', models.BigIntegerField(null=True)),
                        ('history_change_reason', models.CharField(db_index=True, max_length=36)),
                        ('organization', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='governance.organization', verbose_name='所属镇')),
                        ('poll', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='governance.sealedpoll', verbose_name='投票箱')),
                        ('written_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='governance.person', verbose_name='填写人')),
                        ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='governance.person', verbose_name='核对人')),
                        ('explained_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='governance.person', verbose_name='说明人')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ],
                    options={
                        'verbose_name': 'historical 纸票核对单',
                        'verbose_name_plural': 'historical 纸票核对单',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='PaperBatch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.organization', verbose_name='所属镇')),
                        ('poll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_batches', to='governance.sealedpoll', verbose_name='投票箱')),
                        ('group', models.PositiveSmallIntegerField(verbose_name='类别')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='第几批')),
                        ('sheets', models.PositiveSmallIntegerField(verbose_name='张数')),
                        ('status', models.CharField(choices=[('waiting', '待录入'), ('typed_once', '已录一遍'), ('typed_twice', '待核差异'), ('settled', '已核定'), ('withdrawn', '已撤销')], default='waiting', max_length=11, verbose_name='状态')),
                        ('first_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person', verbose_name='第一遍录入人')),
                        ('second_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person', verbose_name='第二遍录入人')),
                        ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person', verbose_name='核定人')),
                        ('differences', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='差异')),
                    ],
                    options={
                        'verbose_name': '纸票批次',
                        'verbose_name_plural': '纸票批次',
                        'ordering': ['poll_id', 'group', 'number'],
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'constraints': [models.UniqueConstraint(fields=('poll', 'group', 'number'), name='paper_batch_once'), models.CheckConstraint(condition=models.Q(('sheets__lte', 25)), name='paper_batch_of_25'), models.CheckConstraint(condition=models.Q(('second_by__isnull', True), models.Q(('second_by', models.F('first_by')), _negated=True), _connector='OR'), name='paper_batch_two_typists'), models.CheckConstraint(condition=models.Q(('settled_by__isnull', True), models.Q(models.Q(('settled_by', models.F('first_by')), _negated=True), models.Q(('settled_by', models.F('second_by')), _negated=True)), _connector='OR'), name='paper_batch_third_settles')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalPaperBatch',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('group', models.PositiveSmallIntegerField(verbose_name='类别')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='第几批')),
                        ('sheets', models.PositiveSmallIntegerField(verbose_name='张数')),
                        ('status', models.CharField(choices=[('waiting', '待录入'), ('typed_once', '已录一遍'), ('typed_twice', '待核差异'), ('settled', '已核定'), ('withdrawn', '已撤销')], default='waiting', max_length=11, verbose_name='状态')),
                        ('differences', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='差异')),
                        ('history_user_id', models.BigIntegerField(null=True)),
                        ('history_change_reason', models.CharField(db_index=True, max_length=36)),
                        ('organization', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='governance.organization', verbose_name='所属镇')),
                        ('poll', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='governance.sealedpoll', verbose_name='投票箱')),
                        ('first_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='governance.person', verbose_name='第一遍录入人')),
                        ('second_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='governance.person', verbose_name='第二遍录入人')),
                        ('settled_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='governance.person', verbose_name='核定人')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ],
                    options={
                        'verbose_name': 'historical 纸票批次',
                        'verbose_name_plural': 'historical 纸票批次',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='TypedPart',
                    fields=[
                        ('pk', models.CompositePrimaryKey('batch_id', 'part', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='governance.paperbatch', verbose_name='批次')),
                        ('part', models.PositiveSmallIntegerField(choices=[(0, '合计'), (1, '第一遍'), (2, '第二遍')], verbose_name='第几份')),
                        ('ciphertext', models.BinaryField(verbose_name='密文')),
                    ],
                    options={
                        'verbose_name': '纸票录入',
                        'verbose_name_plural': '纸票录入',
                        'abstract': False,
                        'default_permissions': (),
                        'base_manager_name': 'objects',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
            ],
        ),
    ]
