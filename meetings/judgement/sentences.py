"""What steps of a meeting say when they make no sense as things stand (no article needed)."""

from governance.rules.wording import Sentence, gettext_noop, register_sentences

register_sentences(
    {
        "meetings.state.signed_in_before": Sentence(
            gettext_noop("已经在{have}签过到，不必再签。"),
            gettext_noop("走开又回来的，请文书登记离会、返会。"),
        ),
        "meetings.state.before_day": Sentence(
            gettext_noop("开会日期是{need:day}，还没有到，不能签到。"),
            gettext_noop("请到会当天签到；改了日期的，取消后重新通知。"),
        ),
        "meetings.state.presence": Sentence(
            gettext_noop("现在是“{have}”，须是“{need}”才能登记。"),
            gettext_noop("请先核对签到表。"),
        ),
        "meetings.state.recused_before": Sentence(gettext_noop("本项已经登记过这位成员回避。"), ""),
        "meetings.state.not_a_member": Sentence(
            gettext_noop("这位不在本次会议有表决权的名单里。"),
            gettext_noop("请在应到委员中选一位。"),
        ),
        "meetings.state.open_items": Sentence(
            gettext_noop("第{orders:word}项正在议，没有办完，不能散会。"),
            gettext_noop("请先宣布结果，或把这一项缓议。"),
        ),
        "meetings.state.day_gone": Sentence(
            gettext_noop("开会时间是{have}，已经过了。"),
            gettext_noop("请另定开会时间；已经拟好的会议取消后重新拟开。"),
        ),
        "meetings.state.chair_without_post": Sentence(
            gettext_noop("开会那天，主持人不担任所选的班子职务。"),
            gettext_noop("请在当天在任的党委委员中选主持人。"),
        ),
        "meetings.state.chair_seat_ended": Sentence(
            gettext_noop("主持人{have}今天不担任党委班子职务，不能主持。"),
            gettext_noop("请取消后另定主持人再通知。"),
        ),
        "meetings.state.late_unconfirmed": Sentence(
            gettext_noop("这个议题是补录的，还没有经书记确认。"),
            gettext_noop("请书记先确认补录；书记自己提的，请副书记确认。"),
        ),
        "meetings.state.not_late": Sentence(gettext_noop("这个议题没有等着确认的补录。"), ""),
        "meetings.state.chair_not_there": Sentence(
            gettext_noop("{have}是这次会议的主持人，改成没有到会，会就没有人主持。"),
            gettext_noop("请核对会议记录；由别人主持的，这次会议不成立，另开一次会重新议。"),
        ),
        "meetings.state.voter_lost": Sentence(
            gettext_noop("{have}在第{orders:word}项的表决人名单里，这样更正，表决时就不在会。"),
            gettext_noop(
                "没有宣布的，主持人提出作废、另一位会签，重新表决，再更正；已经宣布的，下次会议复议，差错用勘误写明。"
            ),
        ),
        "meetings.state.speaker_lost": Sentence(
            gettext_noop("{have}在第{orders:word}项表过态，这样更正，表态时就不在会。"),
            gettext_noop(
                "话记错了人的，先在那一项划去这条表态，写明理由，改记到说话的人名下，再更正签到；"
                "话确是{have}说的，请核对签到、离会时刻。"
            ),
        ),
        "meetings.state.voter_missed": Sentence(
            gettext_noop("这样更正，第{orders:word}项表决时{have}在会，表决人名单里却没有。"),
            gettext_noop("名单在开始表决时固定，更正签到不改名单；请写明为什么没有列入，会印进会议记录。"),
        ),
        "meetings.state.struck_before": Sentence(
            gettext_noop("这条表态已经划去。"), gettext_noop("请看会议页上划去的理由。")
        ),
        "meetings.state.not_the_speaker": Sentence(
            gettext_noop("所选的成员那时不在会，或本项已回避，不会是说话的人。"),
            gettext_noop("请核对会议笔记；签到记错的，先更正签到。"),
        ),
        "meetings.state.no_such_presence": Sentence(
            gettext_noop("这次会议现在没有这种到会情况。"),
            gettext_noop("散会前没有到的是“应到”，散会后是“缺席”；请假须已经准假；离会须在开会以后。"),
        ),
        "meetings.state.over_not_moved": Sentence(
            gettext_noop("这次会议已经开过，是会后补录的，不能改期。"),
            gettext_noop("日期、时刻录错的，取消这次补录，照纸面重新补录。"),
        ),
        "meetings.state.other_year": Sentence(
            gettext_noop("这次会议编在{need}年，改到{have}年会议编号就不对了。"),
            gettext_noop("请取消这次会议，在新的年度另拟；议题都留着，可以直接列入。"),
        ),
        "meetings.state.notice_superseded": Sentence(
            gettext_noop("会议已经改期，您看的是原来的通知。现在定于{have}开会。"),
            gettext_noop("请打开新的通知，看清时间地点后签收。"),
        ),
        "meetings.state.not_over": Sentence(
            gettext_noop("散会时间是{have}，还没有到，这次会还没有开完。"),
            gettext_noop("开着的会照常办理；开完以后才补录。"),
        ),
        "meetings.state.late_order": Sentence(
            gettext_noop("日期前后不对：审定议程在前，发通知在后，再开会、散会。"),
            gettext_noop("请照纸面材料核对四个日期。"),
        ),
        "meetings.state.late_far_ahead": Sentence(
            gettext_noop("审定议程或发通知的日期比开会早{have}天，最多早{need}天。"),
            gettext_noop("请照纸面材料核对年份。"),
        ),
        "meetings.state.met_then": Sentence(
            gettext_noop("{have}和这次会议的时间重合，同一个班子不会同时开两次会。"),
            gettext_noop("已经在录的，请接着录那一次；时间写错的，请照纸面材料核对。"),
        ),
        "meetings.state.left_open": Sentence(
            gettext_noop("{have}定在同一天，时间已过，没有宣布开会，也没有取消。"),
            gettext_noop(
                "开的就是这一次的，在那次会议上照纸面续录；没有开的，先取消（已通知的由书记取消），再补录。"
            ),
        ),
        "meetings.state.late_begun": Sentence(
            gettext_noop("这次会议已经在照纸面录入。"), gettext_noop("请在会议页上接着录。")
        ),
        "meetings.state.held_another_day": Sentence(
            gettext_noop("通知的开会日期是{need:day}，纸面上是{have:day}开的。"),
            gettext_noop("改了日期开的，取消原来的会议，照纸面另行补录。"),
        ),
        "meetings.state.late_by_clerk": Sentence(
            gettext_noop("这次会议是会后补录的，由文书照纸面材料录入。"),
            gettext_noop("录得不对的，请告诉文书，在主持人确认补录以前更正。"),
        ),
        "meetings.state.only_late": Sentence(
            gettext_noop("这次会议不是补录的，不能一次录入多人。"),
            gettext_noop("请本人在手机上办理，或由文书逐人当面办理。"),
        ),
        "meetings.state.nobody_left": Sentence(
            gettext_noop("没有选中一个人，或在会的都已经录入。"), gettext_noop("请核对签到表。")
        ),
        "meetings.state.ballot_before": Sentence(
            gettext_noop("有人的票已经录入过。"),
            gettext_noop("录错的，作废这一轮，照纸票重新录入。"),
        ),
        "meetings.state.not_on_roll": Sentence(
            gettext_noop("这位不在本项表决名单里。"), gettext_noop("请照纸面的签名，在表决人中选。")
        ),
        "meetings.state.meeting_late_unconfirmed": Sentence(
            gettext_noop("这次会议是补录的，主持人{have}还没有确认补录。"),
            gettext_noop("请主持人对照纸面材料核对全部补录，确认后再签发纪要。"),
        ),
        "meetings.state.meeting_not_late": Sentence(
            gettext_noop("这次会议没有等着确认的补录。"), gettext_noop("请看会议页上的补录说明。")
        ),
        "meetings.state.no_members": Sentence(
            gettext_noop("开会那天没有一位在任的党委委员。"),
            gettext_noop("请组织办先登记任职。"),
        ),
        "meetings.state.no_subjects": Sentence(
            gettext_noop("干部事项没有写所涉人员，无法判断谁该回避。"),
            gettext_noop("请退回提出人，补上所涉人员和拟议事项。"),
        ),
        "meetings.state.discussed_before": Sentence(
            gettext_noop("这个议题本次会议已经讨论过并缓议。"),
            gettext_noop("请列入下一次会议。"),
        ),
        "meetings.state.item_open": Sentence(
            gettext_noop("第{have}项还没有办完，一次只议一项。"),
            gettext_noop("请先宣布第{have}项的结果，或把它缓议。"),
        ),
        "meetings.state.other_day": Sentence(
            gettext_noop("通知的开会日期是{need:day}，今天是{have:day}。"),
            gettext_noop("改了日期的，应取消后重新通知；确已通知到每位的，写明理由。"),
        ),
        "meetings.state.chair_missing": Sentence(
            gettext_noop("主持人{have}还没有签到。"),
            gettext_noop("请主持人签到；不能到会的，取消后另定主持人再通知。"),
        ),
        "meetings.state.left_room": Sentence(
            gettext_noop("您现在登记为“{have}”，不在会不能投票。"),
            gettext_noop("回到会场的，请文书登记返会。"),
        ),
        "meetings.state.split_unexplained": Sentence(
            gettext_noop("认为分歧较大的，须写明理由。"), gettext_noop("请主持人写一句分歧在哪里。")
        ),
        "meetings.state.no_majority": Sentence(
            gettext_noop("已采用的制度没有规定通过标准，算不出结果。"),
            gettext_noop("请先采用规定了通过标准的制度，或由书记批准通过标准。"),
        ),
        "meetings.state.no_document_code": Sentence(
            gettext_noop("本镇还没有文号代字，编不了号。"),
            gettext_noop("请党政办在“文印”提出文号代字，经党委书记核准。"),
        ),
        "meetings.state.leave_settled": Sentence(
            gettext_noop("这份请假现在是“{have}”，不能再办。"), gettext_noop("请先核对请假记录。")
        ),
        "meetings.state.acknowledged_before": Sentence(
            gettext_noop("这份通知已于{have}签收。"), gettext_noop("签收就是送达，不必再登记。")
        ),
        "meetings.state.fact_closed": Sentence(
            gettext_noop("这件事现在是“{have}”，事实不再登记、确认。"),
            gettext_noop("会后发现的差错，按勘误办理。"),
        ),
        "meetings.state.no_last_minutes": Sentence(
            gettext_noop("没有待审定的上次会议纪要：还没有签发，或已经列过。"),
            gettext_noop("请先签发上次会议的纪要。"),
        ),
        "meetings.state.called_before": Sentence(
            gettext_noop("这次会议已经征集过议题，{have:day}截止。"),
            gettext_noop("截止以后要提的照样可以提，会标明逾期提出。"),
        ),
        "meetings.state.call_withdrawn": Sentence(
            gettext_noop("这次征集已在{have:day}撤回。"),
            gettext_noop("还要征集的，请重新发起征集。"),
        ),
        "meetings.state.import_referred_to": Sentence(
            gettext_noop("这一批里有{have}件已被引用，不能整批撤回。"),
            gettext_noop("有一件写错的，请在责任追究或别的登记里注明；整批留着。"),
        ),
        "meetings.state.on_the_table": Sentence(
            gettext_noop("这个议题正在会上议，材料不再增减、换版。"),
            gettext_noop("请先议完；材料要重做的，把这一项缓议。"),
        ),
        "meetings.state.material_past": Sentence(
            gettext_noop("这一份已经换了新版或已撤回。"),
            gettext_noop("请在现在的一版上办。"),
        ),
        "meetings.state.minutes_unsigned": Sentence(
            gettext_noop("纪要还没有签发，不能归档。"), gettext_noop("请先整理纪要，由主持人签发。")
        ),
        "meetings.state.secret_in_minutes": Sentence(
            gettext_noop("纪要里写了涉密或干部事项，不能送审、签发。"),
            gettext_noop("请从纪要里删去这些内容，它们只进会议记录。"),
        ),
        "meetings.state.void_not_asked": Sentence(
            gettext_noop("主持人还没有提出作废，一个人不能作废。"),
            gettext_noop("请主持人先提出作废并写明理由，再由另一位表决人会签。"),
        ),
        "meetings.state.no_items": Sentence(
            gettext_noop("议程里一项议题也没有。"),
            gettext_noop("请先把审定的议题列入议程。"),
        ),
        "meetings.state.minutes_before": Sentence(gettext_noop("这次会议的纪要已经整理过。"), ""),
        "meetings.state.agenda_unconfirmed": Sentence(
            gettext_noop("议程还没有经书记审定。"),
            gettext_noop("请书记先审定议程，再发通知。"),
        ),
        "meetings.state.unfinished_wording": Sentence(
            gettext_noop("还有{have}项决议的内容没有经主持人确认。"),
            gettext_noop("请主持人逐项确认决议内容。"),
        ),
        "meetings.state.resolution_unconfirmed": Sentence(
            gettext_noop("决议内容还没有经主持人确认，不能登记落实。"),
            gettext_noop("请主持人先确认决议内容。"),
        ),
        "meetings.state.absent_speaker": Sentence(
            gettext_noop("这位成员现在不在会，或本项已回避，不能表态。"),
            gettext_noop("请先登记签到或返会。"),
        ),
        "meetings.state.absent_yourself": Sentence(
            gettext_noop("您现在没有登记在会，或本项已回避，不能表态。"),
            gettext_noop("请先签到；走开又回来的，请文书登记返会。"),
        ),
        "meetings.state.spoken_before": Sentence(
            gettext_noop("这位成员本项已经表过态。"),
            gettext_noop("说法有变的，用“更正记录”，原记录保留。"),
        ),
        "meetings.state.not_yours": Sentence(
            gettext_noop("记录由本人或记录人更正。"),
            gettext_noop("请本人更正，或请记录人按本人的话更正。"),
        ),
        "meetings.state.minutes_signed": Sentence(
            gettext_noop("纪要已经签发，记录不再更正。"),
            gettext_noop("签发后的差错，用勘误更正。"),
        ),
        "meetings.state.minutes_not_printed": Sentence(
            gettext_noop("纪要的文件还没有生成，对不上页码。"),
            gettext_noop("请等文件生成后再拟勘误；没有生成的，先按“重新生成”。"),
        ),
        "meetings.state.corrigendum_waits": Sentence(
            gettext_noop("这份纪要还有一份勘误没有签发，一次只拟一份。"),
            gettext_noop("请在那一份里补写，或先签发、撤回。"),
        ),
        "meetings.state.not_on_phone": Sentence(
            gettext_noop("这一项用“{have}”，不在手机上署名投票。"),
            gettext_noop("请按主持人宣布的方式表决。"),
        ),
        "meetings.state.counted_by_itself": Sentence(
            gettext_noop("在手机上投的票由系统计票，不用录入。"),
            gettext_noop("记名的停止投票就出票数，无记名的由计票人开箱。"),
        ),
        "meetings.state.no_envelopes": Sentence(
            gettext_noop("这一项用“{have}”，或是补录的会，不在手机上无记名投票。"),
            gettext_noop("手机上无记名投票的，表决方式选“无记名投票”；补录的照纸票录入票数。"),
        ),
        "meetings.state.too_few_for_secrecy": Sentence(
            gettext_noop("表决人只有{have}名，结果本身就说明了每个人怎么投，保不住密。"),
            gettext_noop("至少{need}名表决人才在手机上无记名投票；人不够的，改期再议。"),
        ),
        "meetings.state.enlarged_alone": Sentence(
            gettext_noop("党委扩大会要请委员以外的人列席，现在一个也没有选。"),
            gettext_noop("请选列席的人；不扩大的，改开党委会；或写明理由后继续。"),
        ),
        "meetings.state.tellers": Sentence(
            gettext_noop("持票码的计票人选了{have}位，须一位或三位。"),
            gettext_noop("一位：票码和服务器合在一起开箱；三位：任两位在场就能开箱。"),
        ),
        "meetings.state.teller_unfit": Sentence(
            gettext_noop("持票码的计票人须是本项表决人，主持人不兼。"),
            gettext_noop("请从算数的成员里另选计票人。"),
        ),
        "meetings.state.lost_before": Sentence(gettext_noop("您的票码已经登记丢失。"), ""),
        "meetings.state.same_signature": Sentence(
            gettext_noop("计票和监票是同一人，须由两人办理。"), gettext_noop("请另一位表决人核对票数。")
        ),
        "meetings.state.void_by_one": Sentence(
            gettext_noop("作废须由主持人提出、另一位监票人会签，不能都是一个人。"),
            gettext_noop("请另一位表决人会签。"),
        ),
        "meetings.state.replaced_before": Sentence(
            gettext_noop("这条表态记录已经更正过。"), gettext_noop("请在更正后的一条上再更正。")
        ),
        "meetings.state.paper_made": Sentence(
            gettext_noop("这份文件已经有了，此后没有变动。"),
            gettext_noop("请打开已有的一份打印；内容变动以后才出新版。"),
        ),
        "meetings.state.paper_under_way": Sentence(
            gettext_noop("这份文件正在生成。"),
            gettext_noop("一般一分钟内就好，好了在会议页“文件”里打开。"),
        ),
        "meetings.state.paper_failed": Sentence(
            gettext_noop("这份文件没有生成，原因已写明。"),
            gettext_noop("请补齐后按“重新生成”，不另出一份。"),
        ),
        "meetings.state.ballots_made": Sentence(
            gettext_noop("本次表决的票已经印过，每次表决只印一回。"),
            gettext_noop("请打开已有的一份打印；票有短缺的，作废重投。"),
        ),
        "meetings.state.no_paper_ballot": Sentence(
            gettext_noop("本项用{have}方式表决，不用纸票。"),
            "",
        ),
        "meetings.state.no_count_sheet": Sentence(
            gettext_noop("在手机上投的票由系统计数，没有计票单。"),
            gettext_noop("无记名在手机上投的，开箱以后打印计票证明。"),
        ),
        "meetings.state.ballots_on_phones": Sentence(
            gettext_noop("这一轮在手机上投，不印纸票。"),
            gettext_noop("要投纸票的，作废这一轮，重新开始表决。"),
        ),
        "meetings.state.no_certificate": Sentence(
            gettext_noop("这一轮不是在手机上无记名投的，没有计票证明。"), gettext_noop("请打印计票单。")
        ),
        "meetings.state.not_adopted": Sentence(
            gettext_noop("只有通过的决议出摘录，本项结果是“{have}”。"),
            "",
        ),
        "meetings.state.extract_before_minutes": Sentence(
            gettext_noop("纪要还没有签发，摘录无从摘起。"),
            gettext_noop("请主持人先签发纪要。"),
        ),
        "meetings.state.in_main_record": Sentence(
            gettext_noop("本项写在会议记录正册里，没有另册。"),
            gettext_noop("请打印会议记录。"),
        ),
        "meetings.state.not_a_guest": Sentence(
            gettext_noop("这位是党委委员，收的是会议通知。"),
            gettext_noop("请打印会议通知。"),
        ),
    }
)
