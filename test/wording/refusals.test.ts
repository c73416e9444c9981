// Refusals: each says who may, or what must come first, and what to type.
import { describe, expect, it } from 'vitest'
import type { Refusal } from '../../src/domain/capability/refusal.ts'
import { type Lang, wordingOf } from '../../src/wording/index.ts'
import { ownRefusals, refusals } from './sample-refusals.ts'

const zh = wordingOf('zh-CN', 'Asia/Shanghai')
const every: Refusal[] = Object.values(refusals).flat()
const own: Refusal[] = Object.values(ownRefusals).flat()

const EXPECTED_ZH = [
  '您尚未在值班台登记，暂不能办理；请联系管理员登记后再操作。',
  '签收须由城管局的联络员或部门负责人办理，由其发送 /签收 即可。',
  '登记发布须由城管局的联络员或部门负责人，或由发言人办理，由其发送 /发布 即可。',
  '分办须由值班员、分管领导、主要领导或领导小组办理，由其发送 /分办 即可。',
  '签收请到值班群或城管局工作群办理，也可私信值班台（发送 /签收）。',
  '分办请私信值班台（发送 /分办）。',
  '本案现为“待分办”，须先分办（/分办）、签收（/签收），方可拟稿。',
  '本案现为“审核中”，如需拟稿，请先由审核人退改（/退改）。',
  '本案现为“已办结”，须先重新办理（/重办）、签收（/签收）、拟稿（/拟稿）、审定（/审定），方可登记发布。',
  '城管局尚未签收本案，请先由其联络员或部门负责人签收（发送 /签收）。',
  '本案已分办至城管局，无须重复；如需改派，请写明其他单位（/分办 单位名称）。',
  '本案已由陈明于10月9日 09:40（周五）签收，无须重复签收。',
  '拟稿人不得审定本人拟写的稿件，请其他审核人发送 /审定 或 /退改。',
  '本稿现由办公室（孙立）审核，请由其发送 /审定 或 /退改。',
  '审核岗位（部门负责人）空缺，或仅由拟稿人本人担任，稿件暂不能送审；请管理员补设后重新拟稿（/拟稿）。',
  '预案未规定本等级的审核人，稿件暂不能送审；请管理员补设后重新拟稿（/拟稿）。',
  '请写明案件编号，例如 /签收 #23，或在回复该案的消息时发送。',
  '没有编号为 #99 的案件，请核对编号后重新发送。',
  '没有找到名为“城关局”的单位。可选：城管局、交通局、教育局。发送格式：/分办 单位名称。',
  '预案中没有“9”这一等级，可选：1 特别重大、2 重大。请发送 /等级 编号或名称。',
  '本案等级已是重大，无须调整；如需改为其他等级，请发送 /等级 编号或名称。',
  '请写明内容，格式为 /备注 内容。',
  '请写明日期，格式为 /承诺 日期 向公众说明的全文。',
  '请附上答复链接，格式为 /发布 答复链接；点对点答复的，请发送 /发布 点对点 方式：…；时刻：10-10 15:00；经办：…；凭证：…；反应：…。',
  '点对点告知还须写明时刻、凭证、反应，格式为 /发布 点对点 方式：…；时刻：10-10 15:00；经办：…；凭证：…；反应：…。',
  '内容共5200字，超过5000字的上限，请精简后重新发送。',
  '链接须以 http:// 或 https:// 开头（ftp://example.com/a），请复制可公开访问的完整链接后重新发送。',
  '链接指向内部网络，公众无法访问（http://10.0.0.8/reply），请复制可公开访问的完整链接后重新发送。',
  '链接不完整，末尾已被省略（https://www.example.gov.cn/…），请复制可公开访问的完整链接后重新发送。',
  '未登记：该链接是网站首页、列表页或登录页（https://www.example.gov.cn/），无法确定是哪一条帖文。请打开帖文，复制其链接后重新发送；没有单独链接的，请在链接前写明内容（不少于8个字）。',
  '未登记：消息中只有App口令，没有链接。请在抖音中打开帖文，点“分享”、“复制链接”，再把链接发到本群。',
  '未登记：消息中只有App口令，没有链接。请在该App中打开帖文，点“分享”、“复制链接”，再把链接发到本群。',
  '未登记：未能识别其中的链接（www.example.gov.cn/art/12）。请复制以 https:// 开头的完整链接后重新发送。',
  '一条消息最多登记20个链接，其余5个未登记（自 https://news.example/21 起），请另发一条消息。',
  '未登记：帖文请转发到值班群或夜班群，在此处转发的不予登记。',
  '未登记：帖文请转发到值班群，在此处转发的不予登记。',
  '请写明来源：巡查、来电、来信、来访、上级交办、媒体、领导留言板、本单位网站、监测产品。请发送 /登记 来源 内容，例如：/登记 来电 内容。',
  '“来店”不是来源，是否为来电或来信？可选：巡查、来电、来信、来访、上级交办、媒体、领导留言板、本单位网站、监测产品。请发送 /登记 来源 内容，例如：/登记 来电 内容。',
  '“幼儿园门口积水”不是来源，请写明：巡查、来电、来信、来访、上级交办、媒体、领导留言板、本单位网站、监测产品。请发送 /登记 来源 内容，例如：/登记 来电 内容。',
  '来文号、反馈时限仅用于上级交办，所选来源为来电，尚未登记。请将来源改为上级交办，或清空这两项后重新提交。',
  '请写明内容，格式为 /登记 来电 内容。',
  '请写明来文号、反馈时限，格式为 /登记 上级交办 来文号 反馈时限 内容。例如：/登记 上级交办 〔2026〕15号 12-05 内容。',
  '未能识别反馈时限“11-31”，请写成 12-05、12月5日 18:00 或 2026-12-05。例如：/登记 上级交办 〔2026〕15号 12-05 内容。',
  '未能识别日期“下周某天”，请写成 10月15日、2026-10-15 或 10-15 17:30。',
  '所写日期 10月8日 17:30（周四）已过，请写明今后的日期（/承诺 日期 向公众说明的全文）。',
  '预案规定承诺期限最长5个工作日，最迟可承诺至10月16日 17:30（周五），请改写日期后重新发送。',
  '上级交办（〔2026〕15号）要求于10月12日 18:00（周一）前反馈，承诺日期不得晚于该时限，请改写日期后重新发送（/承诺 日期 向公众说明的全文）。',
  '本预案不设承诺答复日期，请在时限内拟稿送审（/拟稿）。',
  '首次回应已由陈明于10月9日 11:05（周五）登记；后续请拟写正式答复（/拟稿），或发布阶段通报（/通报）。',
  '没有“/签受”这一命令。您要发送的是否为 /签收？',
  '没有“/天气”这一命令。发送 /帮助 可查看在此可用的命令。',
  '本案刚有新的变动（现为第12版），请查看最新情况后再操作。',
  '请写明案件编号，例如 /为什么 #23，或在回复该案的消息时发送。',
  '没有这一列表，可发送：/列表、/列表 我的、/列表 逾期、/列表 新。',
  '没有找到名为“王方”的人员，可选：王芳。请核对姓名后重新发送。',
  '没有找到名为“某人”的人员。请核对姓名后重新发送。',
  '陈明不是值班员，不能排入值班。值班员：王芳。',
  '未能识别班次时间“今晚”，请写成 /值班 姓名 20:00 至 08:00，或 /值班 姓名 10-09 20:00 至 10-10 08:00。',
  '没有名为“城关局”的单位或用途。可绑定：值班群、领导群、上级群，或单位：城管局。格式：/绑定 单位名称，或 /绑定 姓名 账号。',
  '请写明绑定到哪里。可绑定：值班群、领导群、上级群。格式：/绑定 单位名称，或 /绑定 姓名 账号。',
  '本群已绑定为值班群，不能同时作其他用途；请在另一个群内绑定，或由管理员修改组织文件。',
  '该账号已绑定给陈明，请核对账号；如需改绑，请先为陈明绑定其他账号。',
  '绑定群聊或人员须由管理员进行，请联系其办理（/绑定 单位）。',
  '没有可以私信您的渠道，无法发送登录链接；请联系管理员为您绑定账号。',
  '本群尚未绑定，暂不受理命令。请管理员在本群发送 /绑定 值班群 或 /绑定 单位名称。',
  '本群没有绑定为值班群，所发链接未登记。请到“值班群”或“值班群 2”转报。',
  '本群没有绑定为值班群，所发链接未登记。请管理员在值班群发送 /绑定 值班群。',
  '语音无法登记。请改发帖文链接、文字或截图；补充情况请发送 /备注 #编号 内容。',
  '这类消息无法登记。请改发帖文链接、文字或截图；补充情况请发送 /备注 #编号 内容。',
  '该聊天记录中没有可登记的链接或文字。请改发帖文链接，或逐条转发。',
  '未登记：该聊天记录中的链接无法登记：http://10.0.0.8/reply（链接指向内部网络，公众无法访问）。请打开帖文，复制完整的公开链接，另发一条消息。',
  '未登记：该聊天记录中的6个链接均无法登记：https://s0.example/（网站首页、列表页或登录页）；https://s1.example/（网站首页、列表页或登录页）；https://s2.example/（网站首页、列表页或登录页）；另有3个，未逐一列出。请打开帖文，复制完整的公开链接，另发一条消息。',
  '附件“现场.exe”未能保存：只保存图片、PDF、办公文档和纯文本，请转换格式后重新发送。',
  '附件“现场.pdf”未能保存：超过20MB，请压缩后重新发送。',
  '附件“现场.jpg”未能保存：文件已不存在，请重新发送。',
  '附件“现场.jpg”未能保存：转发的聊天记录中的文件无法读取，请单独发送。',
  '附件“空.txt”未能保存：文件是空的，请重新发送。',
  '所发图片未能保存：文件已不存在，请重新发送。',
  '附件“情况说明.docx”未归入案件：请在回复该案的消息时发送；无法这样发送的，请改发链接或截图，或用 /备注 #编号 说明。',
  '所发附件未归入案件：请在回复该案的消息时发送；无法这样发送的，请改发链接或截图，或用 /备注 #编号 说明。',
  '“幼儿园门口积水”由他人转报，请由转报人或值班员移除。',
  '至少须保留一条帖文；如整件不属受理范围，请值班员发送 /不办 理由。',
  '本案没有这条帖文（https://weibo.com/1/a），可能已被移除，请核对后重新操作。',
  '未能理解“/签收”后面的“马上”，尚未执行。请只发送 /签收；补充情况请发送 /备注 内容。',
  '未能理解“/审定”后面的“但请改一处”，尚未执行。同意的，请只发送 /审定 #23；要求修改的，请发送 /退改 意见。',
  '未能理解“/为什么”后面的“还没处理”，尚未执行。请只发送 /为什么。',
  '一次只能办理一个案件，尚未执行。请分别发送：/备注 #5 内容、/备注 #6 内容。',
  '一次只能查询一个案件。请分别发送：/为什么 #5、/为什么 #6、/为什么 #7 等。',
  '一条命令最多办理20个案件，这里写了32个，尚未执行；请分几次发送。',
  '未能确定“#12号楼漏水”是否为案件编号，尚未执行。请把案件编号写在最前，并与后面的文字空一格，例如 /备注 #23 内容。',
  '稿件中含有手机号码、身份证号码，公开后会泄露个人信息；请删去或隐去后重新发送 /拟稿。',
  '稿件中含有电子邮箱（第12至31字），公开后会泄露个人信息；请删去或隐去后重新发送 /通报。',
  '稿件暂未送审：套话“高度重视”（第3字）、“请耐心等待”（第13字），全文未见时间、措施、核查结果、数字或承办单位，请写明事实。请修改后重新发送 /拟稿；确需按原文报审的，请在全文前另起一行写明“仍报：理由”，由审核人决定。',
  '稿件暂未送审：套话“高度重视”（第3字）、“请耐心等待”（第13字），全文未见时间、措施、核查结果、数字或承办单位，请写明事实。请修改后重新发送 /回应；确需按原文报审的，请在全文前另起一行写明“仍报：理由”，由审核人决定。',
  '稿件尚有未过的核对项：套话“高度重视”（第3字）、“请耐心等待”（第13字），全文未见时间、措施、核查结果、数字或承办单位，请写明事实。同意放行的，请发送 /审定 准予：理由；须修改的，请发送 /退改 意见。',
  '稿件尚有未过的核对项：套话“高度重视”（第3字）、“请耐心等待”（第13字），全文未见时间、措施、核查结果、数字或承办单位，请写明事实。同意放行的，请发送 /审定 阶段通报2 准予：理由；须修改的，请发送 /退改 阶段通报2 意见。',
]

const EXPECTED_EN = [
  'You are not registered with the duty desk yet; please ask an administrator to register you.',
  'Only the contact or department head of 城管局 may claim the case; please ask them to send /claim.',
  'Only the contact or department head of 城管局, or a spokesperson, may record the publication; please ask them to send /publish.',
  'Only the duty officer, supervising leader, principal or leading group may assign the case; please ask them to send /assign.',
  'To claim the case, go to 值班群 or 城管局工作群, or write to the duty desk directly: /claim.',
  'To assign the case, write to the duty desk directly: /assign.',
  'The case is “Awaiting assignment”. Before you can submit a draft, it needs /assign and /claim.',
  'The case is “Under review”. Before you can submit a draft, its approver must send the draft back (/sendback).',
  'The case is “Closed”. Before you can record the publication, it needs /reopen, /claim, /reply and /approve.',
  '城管局 has not claimed this case yet; its contact or head must first send /claim.',
  'This case is with 城管局 already; to reassign it, name another department (/assign <department>).',
  '陈明 claimed this case on 9 Oct 09:40 (Fri); it need not be claimed again.',
  'Nobody approves their own draft; another approver decides, with /approve or /sendback.',
  'This draft is with the office (孙立), who decides with /approve or /sendback.',
  'Nobody but the drafter could review as department head; please have the administrator name somebody, then submit the draft again (/reply).',
  'The policy names no approver for this level; please have the administrator name somebody, then submit the draft again (/reply).',
  'Please name the case, as in /claim #23, or send it in reply to a message of the case.',
  'There is no case #99; please check the number and send it again.',
  'There is no department called “城关局”. Choose from 城管局, 交通局, 教育局. Send /assign <department>.',
  'The policy has no level “9”. Choose from 1 Gravest, 2 Major. Send /sev <number or name>.',
  'The level is Major already; for another one send /sev <number or name>.',
  'Please add the text: /note <text>.',
  'Please add the date: /commit <date> <what the public is told>.',
  'Please add the link to the reply: /publish <link>. For a private reply: /publish private how: …; when: 10-10 15:00; by: …; evidence: …; reaction: ….',
  'What was told privately still needs the time, the evidence and the reaction: /publish private how: …; when: 10-10 15:00; by: …; evidence: …; reaction: ….',
  'The text has 5200 characters and may have 5000; please shorten it and send it again.',
  'A link must begin with http:// or https:// (ftp://example.com/a); please copy the whole public link and send it again.',
  'The link leads into a private network that the public cannot reach (http://10.0.0.8/reply); please copy the whole public link and send it again.',
  'The link is incomplete; its end was left out (https://www.example.gov.cn/…); please copy the whole public link and send it again.',
  'Not registered: this is a site’s front page, a list or a log-in page (https://www.example.gov.cn/). Please send the post’s own link or, where it has none, say what it is about before this one (8 characters at least).',
  'Not registered: the message holds an app’s code and no link. Please open the post in Douyin, choose “Share”, “Copy link”, and send the link here.',
  'Not registered: the message holds an app’s code and no link. Please open the post in that app, choose “Share”, “Copy link”, and send the link here.',
  'Not registered: this could not be read as a link (www.example.gov.cn/art/12). Please copy the whole link, which begins with https://, and send it again.',
  'At most 20 links of a message are registered; 5 more were not, from https://news.example/21 on. Please send them in another message.',
  'Not registered: please forward posts in 值班群 or 夜班群; none are registered here.',
  'Not registered: please forward posts in the duty room; none are registered here.',
  'Please say how it came in. It may be patrol, call, letter, visit, superior, media, message-board, website or monitor. Please send /register <source> <text>, for example /register call <text>.',
  '“来店” is no way in which matters come in. Did you mean call or letter? It may be patrol, call, letter, visit, superior, media, message-board, website or monitor. Please send /register <source> <text>, for example /register call <text>.',
  '“幼儿园门口积水” is no way in which matters come in. It may be patrol, call, letter, visit, superior, media, message-board, website or monitor. Please send /register <source> <text>, for example /register call <text>.',
  'A number and a deadline go with a paper of the superior body, and the source chosen is “call”: nothing was registered. Please choose the superior body, or leave the two empty.',
  'Please give what it is about: /register call <text>.',
  'Please give the number of the paper and the deadline: /register superior <number> <deadline> <text>. For example: /register superior 〔2026〕15号 12-05 <text>.',
  '“11-31” is no deadline that can be read; please write 12-05, 2026-12-05 or 12-05 18:00. For example: /register superior 〔2026〕15号 12-05 <text>.',
  '“下周某天” is no date that can be read; write 2026-10-15 or 10-15 17:30.',
  '8 Oct 17:30 (Thu) has passed; please name a date to come (/commit <date> <what the public is told>).',
  'The policy allows at most 5 working days, until 16 Oct 17:30 (Fri); please name an earlier date.',
  'The superior body (〔2026〕15号) wants its answer by 12 Oct 18:00 (Mon); please name a date that is no later (/commit <date> <what the public is told>).',
  'This policy has no commitment to a later date; please submit a draft in time (/reply).',
  '陈明 recorded the first response on 9 Oct 11:05 (Fri); the next step is the reply itself (/reply), or an interim statement (/interim).',
  'There is no command “/签受”. Did you mean /claim?',
  'There is no command “/天气”. Send /help for what can be used here.',
  'This case has just changed (now version 12); please look at it again before you act.',
  'Please name the case, as in /why #23, or send it in reply to a message of the case.',
  'There is no such list; send /list, /list mine, /list overdue or /list new.',
  'There is nobody called “王方”. Perhaps 王芳? Please check the name and send it again.',
  'There is nobody called “某人”. Please check the name and send it again.',
  '陈明 is no duty officer and cannot be put on duty. Duty officers: 王芳.',
  '“今晚” is no time of a shift that can be read; write /duty <name> 20:00 to 08:00, or 10-09 20:00 to 10-10 08:00.',
  'There is no department or purpose “城关局”. Choose duty, leaders, superior, or a department: 城管局. Send /bind <department>, or /bind <name> <account>.',
  'Please say what to bind this to. Choose duty, leaders, superior. Send /bind <department>, or /bind <name> <account>.',
  'This room is bound to 值班群 already and cannot serve two purposes; bind another room, or change the org file.',
  'This account is bound to 陈明 already; please check it, or bind another to 陈明 first.',
  'Only the administrator may bind a room or a person; please ask them to send /bind <department>.',
  'No channel reaches you directly, so the sign-in link cannot be sent; please have the administrator bind your account.',
  'This chat is not bound yet, so no commands are taken here. Administrator: please send /bind duty or /bind <department>.',
  'This chat is not a duty room, so the link was not registered. Please forward it in 值班群 or 值班群 2.',
  'This chat is not a duty room, so the link was not registered. Administrator: please send /bind duty in the duty room.',
  'A voice message cannot be registered. Please send the post’s link, a text or a screenshot; for anything to add send /note #number <text>.',
  'A message of this kind cannot be registered. Please send the post’s link, a text or a screenshot; for anything to add send /note #number <text>.',
  'The chat record holds no link or text that could be registered. Please send the post’s link, or forward the messages one by one.',
  'No link in this chat record can be registered: http://10.0.0.8/reply (private network). Please send each post’s whole public link.',
  'No link in this chat record can be registered: https://s0.example/ (no single post); https://s1.example/ (no single post); https://s2.example/ (no single post); 3 more. Please send each post’s whole public link.',
  'The file “现场.exe” was not kept: only pictures, PDF, office documents and plain text are kept; please convert it and send it again.',
  'The file “现场.pdf” was not kept: it is larger than 20 MB; please compress it and send it again.',
  'The file “现场.jpg” was not kept: it is there no more; please send it again.',
  'The file “现场.jpg” was not kept: files inside a forwarded record cannot be read; please send it by itself.',
  'The file “空.txt” was not kept: it is empty; please send it again.',
  'The picture was not kept: it is there no more; please send it again.',
  'The file “情况说明.docx” is with no case. Please send it in reply to a message of its case; where that cannot be done, send a link or a screenshot, or /note #<number> <text>.',
  'The file is with no case. Please send it in reply to a message of its case; where that cannot be done, send a link or a screenshot, or /note #<number> <text>.',
  'Somebody else forwarded “幼儿园门口积水”; they or a duty officer may take it out.',
  'One post must stay; if the whole matter is not ours, a duty officer sends /dismiss <reason>.',
  'The case has no such post (https://weibo.com/1/a); it may have been taken out already. Please look again.',
  '“马上” after /claim was not understood: nothing was done. Please send /claim alone; for anything to add, /note <text>.',
  '“但请改一处” after /approve was not understood: nothing was done. To approve, send /approve #23 alone; to ask for changes, /sendback <what to change>.',
  '“还没处理” after /why was not understood: nothing was done. Please send /why alone.',
  'One case at a time: nothing was done. Please send /note #5 <text> and /note #6 <text>.',
  'One case at a time. Please send /why #5, /why #6 and /why #7, and so on.',
  'One command may name 20 cases and this one names 32: nothing was done. Please send it in parts.',
  '“#12号楼漏水” may be the number of a case or part of the text: nothing was done. Please put the case’s number first, with a blank behind it: /note #23 <text>.',
  'The draft holds a phone number and an ID-card number, which must not be published; please take it out and send /reply again.',
  'The draft holds an e-mail address (characters 12–31), which must not be published; please take it out and send /interim again.',
  'Not submitted yet. Formula “高度重视” (character 3), “请耐心等待” (character 13), but no date, measure, finding, figure or unit: state a fact. Please mend it, or begin with a line “insist: <reason>” for the approver to decide (/reply).',
  'Not submitted yet. Formula “高度重视” (character 3), “请耐心等待” (character 13), but no date, measure, finding, figure or unit: state a fact. Please mend it, or begin with a line “insist: <reason>” for the approver to decide (/respond).',
  'This draft does not pass yet. Formula “高度重视” (character 3), “请耐心等待” (character 13), but no date, measure, finding, figure or unit: state a fact. Send /approve allow: <reason> to let it pass, or /sendback <reason>.',
  'This draft does not pass yet. Formula “高度重视” (character 3), “请耐心等待” (character 13), but no date, measure, finding, figure or unit: state a fact. Send /approve interim 2 allow: <reason> to let it pass, or /sendback interim 2 <reason>.',
]

it('says every refusal in Chinese', () => {
  expect(own.map(zh.refusal)).toEqual(EXPECTED_ZH)
})

it('says every refusal in English', () => {
  expect(own.map(wordingOf('en', 'Asia/Shanghai').refusal)).toEqual(EXPECTED_EN)
})

describe.each<Lang>(['zh-CN', 'en'])('in %s', (lang) => {
  const { refusal } = wordingOf(lang, 'Asia/Shanghai')

  it.each(every)('$reason is one polite paragraph', (value) => {
    const text = refusal(value)
    expect(text).not.toMatch(/[!！\n]|权限不足|permission|denied|undefined|null|NaN| {2}|\p{Emoji_Presentation}/iu)
    expect(text).toMatch(/[。？.?]$/)
    expect(text.length).toBeLessThan(240)
  })

  it('quotes by the beginning what somebody typed', () => {
    const called = '很长的名称'.repeat(100)
    expect(refusal({ reason: 'unknown-department', called, known: ['城管局'] }).length).toBeLessThan(120)
  })

  it('names a dozen departments at most', () => {
    const known = Array.from({ length: 40 }, (_, index) => `第${index + 1}科`)
    const text = refusal({ reason: 'unknown-department', called: '某科', known })
    expect(text).toContain('第12科')
    expect(text).not.toContain('第13科')
    expect(text).toContain(lang === 'en' ? '28 more' : '等40个单位')
  })
})
