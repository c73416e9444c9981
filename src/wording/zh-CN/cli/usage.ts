// What each command of the command line is for, what it may be given, and what is said of one that is used wrongly.

/** By the command's words; `args` by their names there. */
export const commands = {
  '': { about: '值班台：群聊里的值班工作台' },
  serve: { about: '启动服务（即 npm start）' },
  demo: {
    about: '打开内置群聊的演示单位，可以任何人的身份发言',
    args: {
      speed: '时限推进的倍数（60：一分钟相当于一小时）',
      policy: '随附预案的名称，或预案文件',
      day: '播放一个值班日的完整经过（docs/day）；默认600倍速',
      fresh: '清除此前在本目录运行过的演示',
      'feishu-emulator': '改在模拟飞书中演示，群聊显示在网页上（每次从头开始）',
    },
  },
  migrate: { about: '将数据库更新到本版本的结构' },
  doctor: { about: '检查配置、数据库、时钟、磁盘、日历、预案、组织和各渠道，并说明应如何处理' },
  org: { about: '本单位的人员、部门和群' },
  'org import': { about: '导入组织文件，替换原有组织', args: { file: 'YAML 文件（示例见 docs/sample-org.yaml）' } },
  policy: { about: '预案文件' },
  'policy check': {
    about: '检查预案文件，并列出其内容',
    args: { file: 'YAML 文件，或随附预案的名称', published: '检查数据库中现行的预案' },
  },
  token: { about: '接口令牌' },
  'token create': {
    about: '生成接口令牌；令牌只显示一次，系统只保存其摘要',
    args: {
      name: '用途',
      scopes: '权限范围，以逗号分隔，可选：sightings、read、commands、room、admin',
      person: '以谁的身份操作（组织文件中的 key）',
      days: '有效天数；不填则长期有效，直至撤销',
    },
  },
  'token list': { about: '列出全部令牌及其权限、最近使用时间' },
  'token revoke': { about: '撤销令牌，各实例立即生效', args: { id: '令牌编号（见 token list）' } },
  'sign-in': {
    about: '为某人生成一次性登录链接（十分钟内有效）',
    args: { person: '登录人（组织文件中的 key）' },
  },
  audit: { about: '核验记录' },
  'audit verify': {
    about: '核验全部记录：每个事件、每个案件、每个检查点',
    args: { expect: '以前核验时给出、另行保存的检查点' },
  },
  inbox: { about: '未能处理的消息' },
  'inbox list': { about: '列出未能处理的消息：来源和原因，不显示内容' },
  'inbox retry': { about: '重新处理一条消息，或全部仍有内容的消息', args: { id: '列表中的编号，或 all' } },
  'inbox drop': { about: '放弃一条消息，并删除其内容', args: { id: '列表中的编号' } },
  import: { about: '批量登记' },
  'import sightings': {
    about: '登记 XLSX 或 CSV 中的帖文，一行一条，至多1000行；不加 --yes 只试读',
    args: {
      file: '表格文件，首行为列名（标题、链接、发布时间、平台、正文、阅读、评论等）',
      as: '转报人（组织文件中的 key）',
      yes: '确认登记；同一文件再次运行不会重复登记',
    },
  },
  restored: {
    about: '恢复备份之后、启动之前运行一次，此时各实例均应停止（见 docs/backup.zh-CN.md）',
    args: {
      skip: '跳过的案号数，须多于备份之后新增的案件，例如100',
      withdraw: '备份时尚未发出的消息不再发送：其他渠道的群里已经有了',
    },
  },
}

export const usage = (zhiban: string) => ({
  commands,
  headings: { usage: '用法', arguments: '参数', options: '选项', commands: '命令' },
  required: '必填',
  byDefault: (value: string) => `默认 ${value}`,
  placeholders: { command: '命令', options: '选项' },
  help: '显示本说明',
  more: `各命令的说明：${zhiban} 命令 --help`,
  errors: {
    noCommand: (given: string, nearest: string | null) =>
      `没有命令“${given}”。${nearest === null ? '' : `您要用的是不是“${nearest}”？`}`,
    whichCommand: (group: string, known: string[]) => `请写明 ${group} 后面的命令，可选：${known.join('、')}。`,
    noOption: (given: string, nearest: string | null) =>
      `没有选项 ${given}。${nearest === null ? '' : `您要用的是不是 ${nearest}？`}`,
    tooMany: (given: string) => `多了一个参数：${given}`,
    needsValue: (option: string) => `选项 ${option} 后面要有值。`,
    missing: (name: string, about: string) => `缺少参数 ${name}：${about}`,
    badSpeed: (most: number) => `--speed：须为大于0、不超过${most}的数`,
    dayHasPolicy: '--day 自带预案，请去掉 --policy',
    dayInRoom: '--day 在内置群聊中播放，请去掉 --feishu-emulator',
    badSkip: (most: number) => `--skip：须为1至${most}之间的整数`,
    badDays: (most: number) => `--days：须为1至${most}之间的整数`,
    noScope: (given: string, known: string) => `没有权限范围“${given}”，可选：${known}。`,
    noTokenId: (given: string) => `“${given}”不是令牌编号；编号见 ${zhiban} token list。`,
    noMessageId: (given: string) => `“${given}”不是消息编号；编号见 ${zhiban} inbox list。`,
    fileOrPublished: '请给出预案文件或随附预案的名称，或用 --published 检查现行预案；两者只能选一个。',
  },
})
