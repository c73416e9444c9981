// What `zhiban doctor` looked at, how it is, and what to do about it.
import type { FindingKind } from '../../../domain/notice/finding.ts'
import { names } from '../names.ts'

const called = (channel: string): string => names.channel[channel] ?? channel

/** With the word of the logs, which tell the reason. */
function workerCalled(worker: string): string {
  const name = (names.worker as Record<string, string>)[worker]
  return name === undefined ? ` ${worker} ` : `“${name}”（${worker}）`
}

const levels = { ok: '正常', WARNING: '注意', PROBLEM: '问题' }

const what = {
  configuration: '配置',
  secrets: '密钥',
  heartbeat: '心跳',
  webhooks: '推送接口',
  metrics: '监控指标',
  previews: '链接预览',
  pictures: '截图识别',
  lookups: '未能查看的帖文',
  institution: '单位',
  database: (engine: string) => `数据库（${engine}）`,
  databaseAway: '数据库',
  encoding: '编码',
  extensions: '扩展',
  clock: '时钟',
  migrations: '数据库结构',
  disk: '数据目录的磁盘空间',
  readiness: '就绪状态',
  policy: (name: string) => `预案 ${name}`,
  holidays: (version: string, first: number | undefined, last: number | undefined) =>
    `法定节假日（${version}），${first}年至${last}年`,
  org: '组织',
  channels: '渠道',
  channelsSetUp: '已接入的渠道',
  people: '人员',
  alive: '最近运行',
  parked: '搁置的消息',
  findings: '自查发现',
  channel: called,
  of: (channel: string, what: string) => `${called(channel)}${what}`,
  hears: (channel: string) => `${called(channel)}（运行中的服务）`,
  roomsAndPeople: (channel: string) => `${called(channel)}的群和人员`,
  room: (name: string, channel: string) => `${name}（${called(channel)}）`,
}

/** What the auditor may find. */
const FINDINGS: Record<FindingKind, string> = {
  'no-next-instant': '案件尚未办结，但没有时限在计时',
  'unsaid-reminder': '催办已到时间而未发出',
  'stuck-send': '消息超过15分钟未能发出',
  'given-up-send': '消息未能送达，已停止发送',
  'waiting-message': '收到的消息超过5分钟未处理',
  'parked-message': '收到的消息多次处理未成，已搁置',
  'broken-chain': '办理记录与校验值不符，可能被改动或删除',
  'broken-checkpoint': '记录检查点与办理记录不符，可能被改动或删除',
  'idle-worker': '后台任务超过1分钟没有正常完成',
  'deaf-channel': '渠道超过2分钟未能连接',
}

/** One that a later version found is called by its kind. */
const nameOf = (kind: string): string => (FINDINGS as Record<string, string>)[kind] ?? kind

const settings = {
  heartbeatUnset: '未设置 ZHIBAN_HEARTBEAT_URL，服务停了没有人知道',
  heartbeatTo: (host: string) => `每分钟向 ${host} 报告一次`,
  noWebhooks: '没有（未设置 ZHIBAN_WEBHOOKS）',
  metricsOpen: '能连到端口的都可以读取',
  metricsToken: '须凭令牌读取',
  previewOff: '未启用（ZHIBAN_LINK_PREVIEW=on 可启用；服务将向转报链接所在的网站各发起一次请求）',
  previewOn: '已启用，每个转报的链接请求一次',
  picturesOff: '未启用（ZHIBAN_READ_PICTURES=off）',
  picturesOn: '在本机识别',
  picturesMissing: (packages: string[]) =>
    `未安装 ${packages.join('、')}（npm ci --omit=optional 时不会安装），截图不作识别，须由人填写标题；不需要识别时请设置 ZHIBAN_READ_PICTURES=off`,
  guessable: '容易被猜中，请用 openssl rand -hex 32 生成',
  secretKept: '保存在数据库旁',
  secretOpen: (file: string) => `本机其他用户可以读取 ${file}，请运行：chmod 600 ${file}`,
}

const channels = {
  notSetUp: (variable: string) => `未接入（${variable}）`,
  notInstalled: (packages: string[]) => `；未安装 ${packages.join('、')}（npm ci --omit=optional 时不会安装）`,
  unread: '未查看：数据库中的组织读取不到',
}

const institution = (zhiban: string) => ({
  none: '还没有单位，请设置 ZHIBAN_ORG 并启动一次服务',
  yearNotCovered: (year: number) =>
    `缺少${year}年的安排：落在该年的工作日时限按周一至周五计算，并会注明；请更新软件版本`,
  assumed: (count: number, command: string) => `有${count}项预案未写明，系软件暂定；逐项列出：${zhiban} ${command}`,
  counts: (departments: number, people: number, rooms: number) => `部门${departments}个，人员${people}名，群${rooms}个`,
  noDutyRoom: '没有值班群，新案件没有人看到',
  nobodyHas: (role: string) => `没有人担任${role}`,
  toldNobody: (role: string) => `预案要通知${role}，但没有人担任，将改为通知下一级`,
  noContact: (department: string) => `${department}没有联络员，提醒直接发给下一级`,
  noHead: (department: string) => `${department}没有负责人，稿件交代理人审定`,
  noRoom: (department: string) => `${department}没有工作群，改为逐人通知`,
  dutyAway: (channel: string) => `值班群所在的渠道（${called(channel)}）没有接入，没有人看得到案件`,
  roomsAway: (rooms: string) => `以下群所在的渠道没有接入：${rooms}；请接入该渠道，或在组织文件中改用其他渠道`,
  unreachable: (people: string) => `以下人员不在任何已接入的渠道中：${people}；请接入其渠道，或在组织文件中另行登记`,
  wechatOnly: (people: string) => `以下人员只能通过微信联系，而该账号随时可能被封：${people}；请为其登记第二种渠道`,
  noChannels: '没有',
})

export const doctor = (zhiban: string) => ({
  levels,
  what,
  line: (what: string, says: string) => `${what}：${says}`,
  list: (names: string[]) => names.join('、'),
  few: (names: string[], more: number) => `${names.join('、')}${more > 0 ? `等，另有${more}个` : ''}`,
  summary: (problems: number) => `共${problems}个问题，处理办法见上。`,
  settings,
  database: {
    postgres: (version: string) => `PostgreSQL ${version}`,
    noExtension: (installed: string[]) => `不需要（已安装：${installed.join('、') || '无'}）`,
    badEncoding: (encoding: string) => `${encoding}：请新建编码为 UTF8 的数据库，并将备份恢复到其中`,
    encoding: (ctype: string) => `UTF8，lc_ctype ${ctype}`,
    plainCtype: (ctype: string) =>
      `UTF8，lc_ctype ${ctype}：搜索时会区分 É 与 é 等字母的大小写，中文不受影响。如需改正，请将备份恢复到 ` +
      "CREATE DATABASE … TEMPLATE template0 LC_CTYPE 'C.UTF-8' 新建的数据库",
    skewed: (seconds: number) => `本机与数据库的时钟相差${seconds}秒，请用 NTP 校准`,
    agreed: (seconds: string) => `本机与数据库的时钟相差不超过${seconds}秒`,
    pending: (names: string[]) =>
      `${names.join('、')}尚未应用，下次启动时自动应用，或运行 ${zhiban} migrate，然后再检查一次`,
    free: (megabytes: number, folder: string) => `${folder} 剩余${megabytes}MB`,
    makeRoom: (free: string) => `${free}，请腾出空间`,
    nearlyFull: (free: string) => `${free}，很快将无法保存，请立即腾出空间`,
    cannotOpen: (where: string, why: string) => `${where} 无法打开：${why}`,
    noneIn: (folder: string) => `${folder} 中还没有数据库，请设置 ZHIBAN_ORG 并启动一次服务`,
    heldBy: (pid: number | null, socket: string) =>
      `服务（进程${pid ?? '未知'}）正在使用，但没有应答 ${socket}，因此未查看数据库。请以运行服务的用户在同一台主机（容器）上检查，或停止服务后再检查`,
  },
  service: {
    notAnswering: (url: string, why: string) => `${url} 没有应答（${why}）：是否仍在启动，或使用另外的 HOST、PORT`,
    says: (url: string, problems: string[]) => `${url} 报告：${problems.join('；')}`,
    unready: {
      'nearly-full': '内置数据库所在的磁盘将满，腾出空间之前不再接收',
      'no-answer': '数据库没有应答',
      idle: (worker: string) => `后台任务${workerCalled(worker)}超过1分钟没有正常完成，原因见日志`,
      pending: (migration: string) => `数据库结构文件 ${migration} 尚未应用`,
    },
    deaf: (where: string) => `收不到平台的消息。${where}；自何时起见 /metrics`,
    logSaysWhy: '原因见日志',
    openWechat: '请以管理员身份打开 /channels/wechat，扫描其中的二维码或查看原因',
    neverAlive: '服务尚未在这个数据库上运行过',
    silentSince: (at: string) => `${at} 之后没有实例运行，请启动服务`,
    none: '没有',
    lookupsGivenUp: (kind: 'preview' | 'picture', count: number) =>
      `7天内有${count}条${kind === 'preview' ? '链接未能预览' : '截图未能识别'}，已停止重试，案件照常办理，原因见日志`,
    parked: (count: number) => `${count}条，原因见 ${zhiban} inbox list，之后可重新处理（retry）或放弃（drop）`,
    finding: (kind: string, count: number) => `${nameOf(kind)}，共${count}处，详见值班群`,
  },
  institution: institution(zhiban),
  channels,
})
