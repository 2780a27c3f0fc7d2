import django.db.models.deletion
import governance.audit.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0005_documents'),
    ]

    operations = [
        governance.audit.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Job',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=40, verbose_name='类别')),
                        ('key', models.CharField(max_length=120, unique=True, verbose_name='标识')),
                        ('payload', models.JSONField(default=dict, verbose_name='参数')),
                        ('state', models.CharField(choices=[('new', '待办'), ('leased', '办理中'), ('done', '已办'), ('failed', '没有办成')], default='new', max_length=8, verbose_name='状态')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='次数')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                        ('next_try_at', models.DateTimeField(verbose_name='下次办理时间')),
                        ('leased_until', models.DateTimeField(blank=True, null=True, verbose_name='占用至')),
                        ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='办成时间')),
                        ('last_error', models.CharField(blank=True, max_length=300, verbose_name='没有办成的原因')),
                    ],
                    options={
                        'verbose_name': '后台事项',
                        'verbose_name_plural': '后台事项',
                        'indexes': [models.Index(fields=['state', 'next_try_at'], name='job_due')],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Consequence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('act_id', models.UUIDField(verbose_name='所由的办理')),
                        ('name', models.CharField(max_length=60, verbose_name='名目')),
                        ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.organization', verbose_name='单位')),
                        ('subject_type', models.CharField(max_length=80, verbose_name='事项类别')),
                        ('subject_id', models.BigIntegerField(verbose_name='事项')),
                        ('facts', models.JSONField(default=dict, verbose_name='要点')),
                        ('state', models.CharField(choices=[('waiting', '待接办'), ('taken', '已接办'), ('failed', '没有接上')], default='waiting', max_length=8, verbose_name='状态')),
                        ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                        ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='接办时间')),
                        ('taken_as', models.CharField(blank=True, max_length=80, verbose_name='接办为')),
                        ('taken_url', models.CharField(blank=True, max_length=200, verbose_name='接办页面')),
                        ('last_error', models.CharField(blank=True, max_length=300, verbose_name='没有接上的原因')),
                    ],
                    options={
                        'verbose_name': '后续事项',
                        'verbose_name_plural': '后续事项',
                        'indexes': [models.Index(fields=['state', 'name'], name='consequence_waiting'), models.Index(fields=['subject_type', 'subject_id'], name='consequence_of_subject')],
                        'constraints': [models.UniqueConstraint(fields=('act_id', 'name', 'subject_type', 'subject_id'), name='consequence_once')],
                    },
                ),
                migrations.CreateModel(
                    name='TickState',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('holder', models.CharField(blank=True, max_length=60, verbose_name='持有者')),
                        ('leased_until', models.DateTimeField(blank=True, null=True, verbose_name='占用至')),
                        ('beat_at', models.DateTimeField(blank=True, null=True, verbose_name='最近一次')),
                        ('heads_signed_on', models.DateField(blank=True, null=True, verbose_name='链首已签至')),
                        ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='最近一次查期限')),
                    ],
                    options={
                        'verbose_name': '自动检查',
                        'verbose_name_plural': '自动检查',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Reminder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=64, unique=True, verbose_name='标识')),
                        ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.organization', verbose_name='单位')),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to=settings.AUTH_USER_MODEL, verbose_name='收件人')),
                        ('channel', models.CharField(choices=[('application', '系统内'), ('email', '电子邮件'), ('messenger', '单位消息')], max_length=12, verbose_name='途径')),
                        ('duty', models.CharField(max_length=160, verbose_name='事项标识')),
                        ('text', models.CharField(max_length=200, verbose_name='内容')),
                        ('url', models.CharField(max_length=200, verbose_name='页面')),
                        ('due_on', models.DateField(verbose_name='期限')),
                        ('offset', models.SmallIntegerField(verbose_name='距期限天数')),
                        ('cites', models.CharField(blank=True, default='', max_length=200, verbose_name='条')),
                        ('raised', models.BooleanField(default=False, verbose_name='逐级上报')),
                        ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                        ('state', models.CharField(choices=[('waiting', '待发'), ('sent', '已发'), ('failed', '没有发出')], default='waiting', max_length=8, verbose_name='状态')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='次数')),
                        ('next_try_at', models.DateTimeField(verbose_name='下次发送时间')),
                        ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='发出时间')),
                        ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='看过时间')),
                        ('last_error', models.CharField(blank=True, max_length=120, verbose_name='没有发出的原因')),
                    ],
                    options={
                        'verbose_name': '提醒',
                        'verbose_name_plural': '提醒',
                        'ordering': ['-made_at', '-id'],
                        'indexes': [models.Index(fields=['state', 'next_try_at'], name='reminder_to_send'), models.Index(fields=['account', 'channel', 'read_at'], name='reminder_by_reader')],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='ReminderChoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reminder_choice', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='邮箱')),
                        ('messenger', models.CharField(blank=True, max_length=60, verbose_name='单位消息账号')),
                        ('feed_digest', models.CharField(blank=True, db_index=True, max_length=64, verbose_name='日历地址摘要')),
                    ],
                    options={
                        'verbose_name': '提醒途径',
                        'verbose_name_plural': '提醒途径',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='DueMemory',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=160, unique=True, verbose_name='事项标识')),
                        ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.organization', verbose_name='单位')),
                        ('event_on', models.DateField(verbose_name='起算事件')),
                        ('due_on', models.DateField(verbose_name='期限')),
                    ],
                    options={
                        'verbose_name': '期限底数',
                        'verbose_name_plural': '期限底数',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
            ],
        ),
    ]
