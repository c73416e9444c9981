// What the commands print when they have done their work, and why they could not.

const DEMO_SIGN_OFF = 'Ctrl-C 停止。'

const problems = {
  missing: (event: string) => `缺少事件${event}`,
  changed: '事件或其在链中的位置被改动',
  text: (field: string) => `“${field}”的内容被改动`,
  end: '最后一个事件与案件所记的不一致',
  orphan: '有事件而没有案件',
  expected: '链中没有所核对的检查点：记录被整体改写，或末尾被截去',
  checkpoint: (id: string) => `检查点${id}被改动，或其前一个缺失`,
  gone: (id: string) => `检查点${id}记有这一事件，现已缺失或被改动`,
}

const errors = {
  noDatabase: (folder: string) =>
    `${folder} 中没有数据库，也没有设置 DATABASE_URL。请先启动一次服务，或载入服务所用的配置（set -a; . 文件; set +a）。`,
  demoIsThere: (folder: string) => `演示的数据在 ${folder}，可加上 ZHIBAN_DATA=${folder} 再运行。`,
  noInstitution: '数据库中还没有单位，请先设置 ZHIBAN_ORG 并启动一次服务；确认所用的是不是这个数据库。',
  noInstitutionYet: '还没有单位：请设置 ZHIBAN_ORG 为本文件并启动一次服务。',
  noPerson: (key: string) => `组织中没有人员“${key}”（此处填组织文件中的 key）。`,
  folderInUse: (folder: string, pid: number | null) =>
    pid === null
      ? `数据目录 ${folder} 的锁文件无法读取，不能确定由谁占用。确认没有其他进程使用后，请删除 ${folder}/zhiban.pid。`
      : `数据目录 ${folder} 正由进程 ${pid} 使用，请先停止该进程；要运行多个实例，请设置 DATABASE_URL 改用 PostgreSQL。`,
  serviceSilent: (folder: string) =>
    `服务正在使用数据目录 ${folder}，但没有应答本机命令（${folder}/zhiban.sock）。请以运行服务的用户在同一台主机（容器）上运行本命令，或停止服务后再试。`,
  serviceOlder: '正在运行的服务是另一版本，不认识这条命令。请重启服务后再试。',
  serviceFailed: (why: string) => `正在运行的服务未能办理：${why}`,
  portTaken: (port: string) =>
    `端口 ${port} 已被占用（可能值班台已在运行）。请停止占用的程序，或换一个端口，例如：PORT=${nextPort(port)} npm start`,
  portForbidden: (port: string) => `没有使用端口 ${port} 的权限。请改用1024以上的端口，例如：PORT=3000 npm start`,
  hostUnknown: (host: string) => `本机没有地址 ${host}。请更正 HOST，例如：HOST=127.0.0.1 npm start`,
  drillOnly: '数据库已正式启用，不能用于演练。请用 ZHIBAN_DATA 另选目录。',
  speedForDrill: 'ZHIBAN_SPEED：只有演练可以加速，这个数据库不是演练库。',
  notForgotten: (folder: string) => `${folder} 中的数据库已正式启用，不予清除。`,
  needsRepository: (why: string) => `--feishu-emulator 需要完整代码和开发依赖（git clone、npm ci）：${why}`,
  notStopped: (seconds: number) => `停止未完成：${seconds}秒内没有结束`,
  stopFailed: (why: string) => `停止未完成：${why}`,
}

const demo = {
  ready: (speed: number) => `值班台演示已就绪（演练数据，时间 ×${speed}）。`,
  once: '（十分钟内有效，只能使用一次）',
  day: (name: string) =>
    `正在播放一个值班日，约需两三分钟，可切换群聊观看；默认以${name}的身份打开，页面上方可选择身份。${DEMO_SIGN_OFF}`,
  free: (name: string, officer: string) =>
    `页面以${name}的身份打开：在值班群粘贴一个链接，即登记为案件；页面上方可切换身份，例如由${officer}分办。${DEMO_SIGN_OFF}`,
  feishuFree: (name: string) =>
    `以${name}的身份在值班群粘贴一个链接，即登记为案件；页面右上方可选择当前身份。${DEMO_SIGN_OFF.replace('。', '，下次从头开始。')}`,
}

export const tasks = (zhiban: string) => ({
  migrated: (engine: string) => `数据库（${engine}）已是本版本的结构。`,
  orgImported: (version: number, departments: number, people: number, rooms: number) =>
    `已导入为第${version}版：部门${departments}个，人员${people}名，群${rooms}个。`,
  verified: (cases: number, events: number, checkpoints: number) =>
    `已核验案件${cases}个、事件${events}个、检查点${checkpoints}个。`,
  finding: (number: number | null, seq: number | null, problem: string) =>
    `${number === null ? '全部记录' : `#${number}`}${seq === null ? '' : `，事件${seq}`}：${problem}`,
  whole: (checkpoint: string | null) =>
    checkpoint === null
      ? '记录完整。尚无检查点，运行一段时间后再核验即有。'
      : `记录完整。最近的检查点：${checkpoint}（请另行保存，下次以 --expect 核对）`,
  problems,
  tokens: {
    none: '没有令牌。',
    head: ['编号', '用途', '权限范围', '身份', '生成时间', '最近使用', '状态'],
    never: '未使用',
    good: '有效',
    goodUntil: (at: string) => `有效至 ${at}`,
    expired: (at: string) => `已过期 ${at}`,
    revokedAt: (at: string) => `已撤销 ${at}`,
    revoked: (id: number) => `令牌${id}已撤销。`,
    revokedBefore: (id: number, at: string) => `令牌${id}已于 ${at} 撤销，未作改动。`,
    unknown: (id: number) => `没有令牌${id}；编号见 ${zhiban} token list。`,
  },
  inbox: {
    none: '没有搁置的消息。',
    count: (count: number) => `共搁置${count}条。`,
    line: (received: string, attempts: number, hasText: boolean, error: string | null) => [
      `收到于 ${received}`,
      `已试${attempts}次`,
      hasText ? '可重新处理' : '内容已删除',
      error ?? '没有记下错误',
    ],
    retried: (count: number) => `${count}条将在服务运行时重新处理。`,
    textGone: (id: number) => `消息${id}搁置满七天，内容已删除，只能放弃（inbox drop）。`,
    unknown: (id: number) => `没有搁置的消息${id}；编号见 ${zhiban} inbox list。`,
    dropped: (id: number) => `消息${id}已放弃。`,
  },
  imports: {
    wouldTake: (rows: number, known: number, refused: number) =>
      `试读：可登记${rows}条${known === 0 ? '' : `（其中${known}条的帖文此前已登记，将计为再次转报或不重复计入）`}，不能登记${refused}行。`,
    authors: (headings: string[]) => `发帖人信息不予接收：${headings.join('、')}。`,
    others: (headings: string[]) => `未采用的列：${headings.join('、')}。`,
    dryRun: '以上为试读，尚未登记；确认后请加 --yes 重新运行。',
    taken: ({ opened, joined, again, refused }: { opened: number; joined: number; again: number; refused: number }) =>
      `已登记：新登记${opened}件、再次转报${joined}条、此前已计入${again}行、未登记${refused}行。`,
    kept: (total: number, next: number) =>
      `已存入${total}行，登记到第${next}行；服务运行时继续登记，完成后在值班群说明。再次运行本命令可查看进度，不会重复登记。`,
    gone: '登记已完成，结果见值班群。',
  },
  restored: {
    next: (number: number) => `下一个案件将是 #${number}。`,
    sessions: (count: number) => `已结束${count}个登录，所有人须重新登录。`,
    waiting: (waiting: number, withdrawn: number) => `备份时有${waiting}条消息尚未发出，其中${withdrawn}条不再发送。`,
    revokeAgain: `备份之后撤销过的令牌须再次撤销：${zhiban} token list。`,
  },
  errors,
  demo,
})

const nextPort = (port: string): string => String(Number(port) > 0 && Number(port) < 65_535 ? Number(port) + 1 : 3001)
