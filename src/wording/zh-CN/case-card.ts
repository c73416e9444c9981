// The case's card in Chinese: at most six lines, then the next due instant.
import type { Instant } from '../../domain/calendar/instant.ts'
import type { BesideFacts, CardFacts } from '../../domain/case/card-facts.ts'
import { isAboutOther } from '../../domain/input/command-form.ts'
import type { LikenessKind } from '../../domain/post/likeness/likeness.ts'
import { shorten } from '../../domain/text/text.ts'
import type { Button, Card } from '../card/card.ts'
import { draftToShow, type FacedClock, nextFirst } from '../card/focus.ts'
import { EXCERPT } from '../card/frame.ts'
import { evidenceNames } from '../evidence-name.ts'
import { nextStep } from '../steps.ts'
import type { Times } from '../times.ts'
import { card, clockName, list, requestName } from './base.ts'
import { checked, standingButton } from './checks.ts'
import { buttons, choicesOf, likeButtons } from './choices.ts'
import { agreeing, faceOf } from './commands/agreement.ts'
import { events } from './commands/index.ts'
import { learnedLines } from './commands/learn.ts'
import { names } from './names.ts'

export function caseCard(facts: CardFacts, times: Times): Card {
  const { subject, overdue, allowed, turn } = facts
  const [next, ...others] = nextFirst(facts)
  return card(subject, {
    overdue,
    lines: [
      ...(turn === null
        ? said(facts)
        : [`第${turn.draft}稿：`, draftToShow(facts), ...(allowed.includes('approve') ? checked(turn) : [])]),
      ...besideToShow(facts),
      ...learnedLines(facts.learned),
      ...alike(facts),
    ],
    fields: [
      ['状态', status(facts, times)],
      ['责任单位', responsible(facts)],
      ['来源', source(facts, times)],
      ['等级', level(facts)],
      facts.publication === null ? ['其他时限', otherClocks(others, facts, times)] : ['答复', reply(facts, times)],
      ['最近动态', last(facts, times)],
    ],
    next: next ? nextDue(next, facts, times) : null,
    buttons: [
      ...besideButtons(facts),
      ...agreementButtons(facts),
      ...(facts.status === 'triage' ? likeAnswers(facts) : []),
      ...buttons(
        allowed.filter((each) => !isAboutOther(each)),
        choicesOf(facts),
        null,
        nextStep(facts.status),
      )
        .map((each) => called(each, facts))
        .map((each) => (turn === null ? each : standingButton(each, turn))),
      ...(facts.status === 'triage' ? [] : likeAnswers(facts)),
    ],
  })
}

/** One case is asked about at a time; the next when that is answered. */
const likeAnswers = (facts: CardFacts): Button[] => facts.likes.slice(0, 1).flatMap((like) => likeButtons(facts, like))

/** While the reply is watched a note is the look-back that is owed. */
const called = (button: Button, { status }: CardFacts): Button =>
  status === 'watching' && button.action === 'note' ? { ...button, label: '登记回访' } : button

const ALIKE: Record<LikenessKind, string> = {
  text: '内容相近',
  matter: '地点、日期相同',
  picture: '图片相近',
  link: '短链接指向该案帖文',
}

const alike = ({ likes }: CardFacts): string[] =>
  likes.map(
    ({ number, title, how, ended }) =>
      `可能与 #${number} 为同一事项（${ALIKE[how]}${ended ? '；该案已结束' : ''}）：${shorten(title, 40)}`,
  )

function status({ status, turn, beside, awaiting, promises, folded }: CardFacts, times: Times): string {
  if (folded !== null) return `已计入 #${folded}，按同一事项办理`
  const round = turn !== null && turn.turns > 1 ? `第${turn.turn}级，共${turn.turns}级；` : ''
  const now = turn === null ? '' : `（${round}${names.role[turn.role]}${list(turn.names)}）`
  const others = beside.map((each) => `${requestName(each)}${waiting(each)}`)
  const promised = promises.map(({ until }) => `已承诺${times.dated(until)}前兑现`)
  const agreements = awaiting.map(({ asked, names: people }) => `${names.request[asked.request]}待${list(people)}决定`)
  return [`${names.status[status]}${now}`, ...others, ...agreements, ...promised].join('；')
}

const waiting = ({ turn }: BesideFacts): string =>
  turn === null ? '待发布' : `待审定（${names.role[turn.role]}${list(turn.names)}）`

/** Whole where it may be approved, since whoever decides must have read it whole. */
const besideToShow = ({ beside }: CardFacts): string[] =>
  beside.flatMap((each) =>
    each.allowed.includes('approve') ? [`${requestName(each)}：`, each.text, ...checked(each)] : [],
  )

/** Those of other statements than the reply say which. */
const besideButtons = ({ beside }: CardFacts): Button[] =>
  beside.flatMap((each) =>
    buttons(each.allowed, {}, each).map((button) =>
      standingButton({ ...button, label: `${button.label}（${requestName(each)}）` }, each),
    ),
  )

/** Each says what it decides. */
const agreementButtons = ({ awaiting }: CardFacts): Button[] =>
  awaiting.flatMap(({ asked, allowed }) =>
    agreeing(buttons(allowed, {}, faceOf(asked))).map((button) => ({
      ...button,
      label: `${button.label}（${names.request[asked.request]}）`,
    })),
  )

function responsible({ department, co, claimedBy }: CardFacts): string {
  if (department === null) return '尚未分办'
  const more = [
    ...(claimedBy.length > 0 ? [`${list(claimedBy)}已签收`] : []),
    ...(co.length > 0 ? [`${list(co)}协办`] : []),
  ]
  return more.length > 0 ? `${department}（${more.join('，')}）` : department
}

const said = ({ source, said: text }: CardFacts): string[] =>
  text === null ? [] : [`${names.source[source]}：${shorten(text, EXCERPT)}`]

function source(facts: CardFacts, times: Times): string {
  const { platform, sightings, files, openedAt, last, place } = facts
  const where = platform === null ? [] : [names.platform[platform] ?? platform]
  return [
    ...cameBy(facts, times),
    ...where,
    ...published(facts, times),
    `${times.dated(openedAt, last.at)}登记`,
    `转报${sightings}次`,
    ...attached(files),
    ...(place === null ? [] : [`涉及地：${shorten(place, 30)}`]),
  ].join('，')
}

function published({ published: known, last }: CardFacts, times: Times): string[] {
  if (known === null) return []
  if (!known.toDay) return [`发布时间：${times.dated(known.at, last.at)}`]
  // Its first instant stands for the day.
  return [`发布时间：${times.bare(known.at, last.at).replace(/,? 00:00$/u, '')}`]
}

function cameBy({ source, order, last }: CardFacts, times: Times): string[] {
  const how = source === 'forward' || source === 'superior' ? [] : [names.source[source]]
  if (order === null) return source === 'superior' ? [names.source.superior] : how
  return [...how, `${names.source.superior}${order.number}（须于${times.bare(order.deadline, last.at)}前反馈）`]
}

function attached(files: CardFacts['files']): string[] {
  const called = evidenceNames(files, names)
  const more = called.length < files.length && called.length > 0 ? '等' : ''
  return files.length === 0 ? [] : [`附件${files.length}个${called.length > 0 ? `（${list(called)}${more}）` : ''}`]
}

function level({ subject, levelSetBy }: CardFacts): string {
  const by = { policy: '按预案起始等级', rule: '按预案阈值', rebound: '因反弹上调一级', person: '' }[levelSetBy.by]
  return `${subject.levelName.zh}（${levelSetBy.by === 'person' ? `由${levelSetBy.name}确定` : by}）`
}

function otherClocks(clocks: FacedClock[], { last }: CardFacts, times: Times): string {
  const shown = clocks.slice(0, 3).map((clock) => {
    const { dueAt, state, lateSince } = clock
    const late =
      state === 'overdue' ? '（已逾期）' : lateSince === null ? '' : `（${wasLate(lateSince, last.at, times)}）`
    return `${clockName(clock)} ${times.bare(dueAt, last.at)}${late}`
  })
  return `${shown.join('；')}${clocks.length > 3 ? `；等${clocks.length}项` : ''}`
}

function reply({ publication, last }: CardFacts, times: Times): string | null {
  if (publication === null) return null
  const at = times.dated(publication.at, last.at)
  return publication.way === 'link'
    ? `${at}公开发布 ${publication.url}`
    : `${at}点对点答复，${shorten(publication.how, EXCERPT / 3)}`
}

const last = ({ last: { type, at, by } }: CardFacts, times: Times): string =>
  `${events[type]}（${by}），${times.dated(at)}`

/** The due instant was moved after it had passed. */
const wasLate = (since: Instant, seenFrom: Instant, times: Times): string => `自${times.bare(since, seenFrom)}起逾期`

function nextDue(clock: FacedClock, { last }: CardFacts, times: Times): string {
  const { dueAt, state, owes, lateSince } = clock
  const due = times.dated(dueAt, last.at)
  if (state === 'overdue') return `${clockName(clock)}时限为${due}，已逾期，请${owes}尽快办理`
  const late = lateSince === null ? '' : `（${wasLate(lateSince, last.at, times)}）`
  return `下一时限：${due}前，${owes === '' ? '' : `由${owes}`}完成${clockName(clock)}${late}`
}
