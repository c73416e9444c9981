// Chinese words of what comes in: forwards, posts that are taken out, files, recalls.
import type { PersonsWords, ServiceWords } from '../../wording.ts'
import { card, list, quoted } from '../base.ts'
import { registering, registeringAgain } from '../intake/registering.ts'

export const intake = {
  drop: {
    name: '移除帖文',
    forms: { drop: { label: '移除帖文', inputs: { posts: '不属于本案的帖文' } } },
    usage: '/移除 帖文链接',
    done: '所选帖文已移出本案。',
    pending: (still) => `${still}未移除帖文`,
    todo: () => '移除帖文',
    events: { dropped: '移除帖文' },
    refusals: {
      'not-your-forward': ({ title }) => `“${quoted(title)}”由他人转报，请由转报人或值班员移除。`,
      'last-post': (_refusal, _times, kit) =>
        `至少须保留一条帖文；如整件不属受理范围，请值班员发送 ${kit.usage('dismiss')}。`,
      'unknown-post': ({ called }) => `本案没有这条帖文（${quoted(called)}），可能已被移除，请核对后重新操作。`,
    },
  },

  undo: {
    name: '撤回登记',
    forms: { undo: { label: '撤回登记', inputs: {} } },
    usage: '/撤回登记',
    done: '您的转报已撤回，不再计入本案。',
    pending: (still) => `${still}未撤回登记`,
    todo: () => '撤回登记',
    events: { 'sighting-undone': '撤回登记' },
    noticeNames: { 'registration-undone': '撤回登记通知' },
    notices: {
      'registration-undone': ({ subject, by }) =>
        card(subject, {
          lines: [`${by}已撤回登记，本案没有其他转报，不再办理；各项时限已取消，不再催办。`],
          next: `该帖文再次转报的，另行登记；确需办理本案的，请值班员发送 /重办 #${subject.number} 理由。`,
        }),
    },
    refusals: {
      'nothing-to-undo': ({ by }, _times, kit) =>
        `您没有转报过本案${by.length === 0 ? '' : `（由${list(by)}转报）`}，登记只能由转报人撤回；不属受理范围的，请值班员发送 ${kit.usage('dismiss')}。`,
      'undo-too-late': ({ minutes, at }, times, kit) =>
        `您于${times.instant(at)}转报，已超过${minutes}分钟，不能撤回登记；登记有误的，请值班员发送 ${kit.usage('dismiss')}，或用 ${kit.usage('note')} 说明。`,
    },
  },
} satisfies Partial<PersonsWords>

export const intakeService = {
  open: {
    name: '登记案件',
    events: { opened: '登记', ordered: '上级交办' },
    ...registering,
  },

  sight: {
    name: '登记转报',
    events: { sighted: '再次转报' },
    noticeNames: { 'level-suggested': '等级建议', ...registeringAgain.noticeNames },
    notices: {
      ...registeringAgain.notices,
      'level-suggested': ({ subject, level, setBy }, _times, kit) =>
        card(subject, {
          lines: [
            `按预案阈值，本案已达到${level.zh}等级。`,
            `现等级（${subject.levelName.zh}）由${setBy}确定，未自动改动。`,
          ],
          next: `请值班员研判；如需调整，请发送 /等级 #${subject.number} ${level.zh}。`,
          buttons: kit.buttons(['level'], { levels: [{ value: level.zh, label: level.zh }] }),
        }),
    },
  },

  attach: {
    name: '登记附件',
    events: { attached: '收到附件' },
  },

  'record-recall': {
    name: '登记撤回',
    events: { recalled: '撤回消息' },
  },
} satisfies Partial<ServiceWords>
