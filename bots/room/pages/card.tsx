// A card as the room lays it out: header, lines, two columns of fields, what is next, buttons and their forms.
import { type Button, type Card, gradeOf, type Input, type LevelMark } from '../../../src/wording/card/card.ts'
import { LONGEST_TEXT } from '../input.ts'
import type { PageContext } from './context.ts'
import { Link, Text } from './text.tsx'

export function CardView({ card, context }: { card: Card; context: PageContext }) {
  const { calls, ui } = context
  const kind = ['card', card.level && `level-${gradeOf(card.level)}`, card.overdue && 'overdue']
    .filter(Boolean)
    .join(' ')
  return (
    <article class={kind}>
      <header>
        {card.level && <Level level={card.level} />}
        {card.overdue && <span class="late">{context.words.overdue}</span>}
        <h3>{card.title}</h3>
      </header>
      {card.lines.map((line) => (
        <p class="line">
          <Text text={line} calls={calls} />
        </p>
      ))}
      {card.fields.length > 0 && (
        <dl>
          {card.fields.map(({ label, value }) => (
            <div>
              <dt>{label}</dt>
              <dd>
                <Text text={value} calls={calls} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {card.link && (
        <p class="link">
          <Link url={card.link.url} label={card.link.label} />
        </p>
      )}
      {card.next !== null && <p class="next">{card.next}</p>}
      <Actions buttons={card.buttons} more={card.more} label={ui.more} />
      {[...card.buttons, ...card.more]
        .filter(({ inputs }) => inputs.length > 0)
        .map((each) => (
          <ActionForm button={each} context={context} />
        ))}
      <p class="result" role="status" hidden />
    </article>
  )
}

function Level({ level }: { level: LevelMark }) {
  return (
    <span class="level">
      {level.mark} {level.name}
    </span>
  )
}

function Actions({ buttons, more, label }: { buttons: Button[]; more: Button[]; label: string }) {
  if (buttons.length + more.length === 0) return null
  return (
    <div class="actions">
      {buttons.map((each) => (
        <ActionButton button={each} />
      ))}
      {more.length > 0 && (
        <details>
          <summary>{label}</summary>
          <div>
            {more.map((each) => (
              <ActionButton button={each} />
            ))}
          </div>
        </details>
      )}
    </div>
  )
}

function ActionButton({ button }: { button: Button }) {
  const opens = button.inputs.length > 0
  return (
    <button
      type="button"
      class={button.tone}
      data-action={button.action}
      {...(opens ? { 'aria-expanded': false } : {})}
    >
      {opens ? `${button.label}…` : button.label}
    </button>
  )
}

/** Hidden until its button is pressed; the script moves what is typed into the card that takes this one's place. */
function ActionForm({ button, context }: { button: Button; context: PageContext }) {
  return (
    <form data-form={button.action} aria-label={button.label} hidden novalidate>
      {button.inputs.map((input) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control is inside
        <label>
          <span>
            {input.label}
            {input.required && <small>{context.ui.required}</small>}
          </span>
          <Control input={input} choose={context.ui.choose} />
        </label>
      ))}
      <div class="actions">
        <button type="submit" class={button.tone}>
          {button.label}
        </button>
        <button type="button" class="plain" data-cancel>
          {context.ui.close}
        </button>
      </div>
    </form>
  )
}

function Control({ input, choose }: { input: Input; choose: string }) {
  const { name, required } = input
  if (input.kind === 'choice') {
    return (
      <select name={name} required={required}>
        <option value="">{choose}</option>
        {input.options.map(({ value, label }) => (
          <option value={value}>{label}</option>
        ))}
      </select>
    )
  }
  if (input.kind === 'choices') {
    return (
      <select name={name} required={required} multiple size={Math.min(8, input.options.length)}>
        {input.options.map(({ value, label }) => (
          <option value={value}>{label}</option>
        ))}
      </select>
    )
  }
  if (input.kind === 'instant') return <input type="datetime-local" name={name} required={required} />
  if (input.lines > 1) return <textarea name={name} required={required} rows={input.lines} maxLength={LONGEST_TEXT} />
  return <input type="text" name={name} required={required} maxLength={LONGEST_TEXT} autocomplete="off" />
}
