// The elements of a card's body (JSON 2.0), one within the other, as the client shows them.
import type { JSX } from 'preact'
import { callbackOf, type Json, objects, wordsOf } from './card-tree.ts'
import { Choice, Choices, TextInput, TimePicker } from './render-inputs.tsx'
import { colourOf, Inline, isWebUrl, Markdown, type Names } from './render-markdown.tsx'

export interface Drawing extends Names {
  /** The place of a button among all of the card's, in the order of reading. */
  placeOf(button: Json): number
  unknown(tag: string): string
}

interface Props {
  element: Json
  drawing: Drawing
}

/** As the platform has it: what sends something, and is not switched off. */
export const isPressable = (button: Json): boolean =>
  button.disabled !== true && (callbackOf(button) !== null || button.form_action_type === 'submit')

export function Elements({ elements, drawing }: { elements: Json[]; drawing: Drawing }) {
  return (
    <>
      {elements.map((element) => (
        <Element element={element} drawing={drawing} />
      ))}
    </>
  )
}

const DRAWN: Record<string, (props: Props) => JSX.Element | null> = {
  markdown: ({ element, drawing }) => (
    <div class="text" style={textStyle(element)}>
      <Markdown text={String(element.content ?? '')} names={drawing} />
    </div>
  ),
  div: Div,
  plain_text: ({ element }) => <p class="text">{wordsOf(element)}</p>,
  hr: () => <hr />,
  column_set: ColumnSet,
  column: Column,
  button: PressButton,
  form: ({ element, drawing }) => (
    <form class="stack" data-form novalidate>
      <Elements elements={objects(element.elements)} drawing={drawing} />
    </form>
  ),
  collapsible_panel: Panel,
  input: TextInput,
  picker_datetime: TimePicker,
  select_static: Choice,
  multi_select_static: Choices,
  img: ({ element }) => <p class="missing">[{wordsOf(element.alt) || String(element.img_key ?? 'img')}]</p>,
}

function Element({ element, drawing }: Props) {
  const tag = String(element.tag ?? '')
  const Drawn = DRAWN[tag]
  // Never left out in silence: who looks at a card here must see that something is there.
  return Drawn ? <Drawn element={element} drawing={drawing} /> : <p class="missing">{drawing.unknown(tag)}</p>
}

function Div({ element, drawing }: Props) {
  const text = element.text as Json | undefined
  const fields = objects(element.fields)
  return (
    <div class="div">
      {text && <Words text={text} names={drawing} />}
      {fields.length > 0 && (
        <div class="fields">
          {fields.map((field) => (
            <div class={field.is_short === true ? 'short' : ''}>
              <Words text={field.text as Json} names={drawing} />
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

function Words({ text, names }: { text: Json; names: Names }) {
  return (
    <p class={`text ink-${colourOf(text.text_color)}`} style={textStyle(text)}>
      {text.tag === 'lark_md' ? <Inline text={wordsOf(text)} names={names} /> : wordsOf(text)}
    </p>
  )
}

function ColumnSet({ element, drawing }: Props) {
  const mode = String(element.flex_mode ?? 'none')
  return (
    <div class={`columns ${mode}`} style={{ columnGap: spacing(element.horizontal_spacing, '8px') }}>
      {objects(element.columns).map((column) => (
        <Column element={column} drawing={drawing} />
      ))}
    </div>
  )
}

function Column({ element, drawing }: Props) {
  const weighted = element.width === 'weighted'
  const weight = typeof element.weight === 'number' ? element.weight : 1
  const align = { top: 'start', center: 'center', bottom: 'end' }[String(element.vertical_align)] ?? 'start'
  const style = { flex: weighted ? `${weight} 1 0` : '0 0 auto', alignSelf: align }
  return (
    <div class="column stack" style={style}>
      <Elements elements={objects(element.elements)} drawing={drawing} />
    </div>
  )
}

function Panel({ element, drawing }: Props) {
  const header = element.header as Json | undefined
  return (
    <details class="panel" open={element.expanded === true}>
      <summary>{wordsOf(header?.title)}</summary>
      <div class="stack">
        <Elements elements={objects(element.elements)} drawing={drawing} />
      </div>
    </details>
  )
}

function PressButton({ element, drawing }: Props) {
  const kind = `press ${String(element.type ?? 'default')} ${String(element.size ?? 'medium')}`
  const url = objects(element.behaviors).find(({ type }) => type === 'open_url')?.default_url
  const label = wordsOf(element.text)
  if (!isPressable(element))
    return typeof url === 'string' && isWebUrl(url) ? (
      <a class={kind} href={url} target="_blank" rel="noreferrer">
        {label}
      </a>
    ) : (
      <span class={`${kind} disabled`}>{label}</span>
    )
  const confirm = element.confirm as Json | undefined
  return (
    <button
      type="button"
      class={kind}
      data-press={drawing.placeOf(element)}
      data-submit={element.form_action_type === 'submit' ? 'true' : undefined}
      {...(confirm && { 'data-confirm': wordsOf(confirm.title), 'data-why': wordsOf(confirm.text) })}
    >
      {label}
    </button>
  )
}

const SIZES: Record<string, number> = {
  'heading-0': 30,
  'heading-1': 24,
  'heading-2': 20,
  'heading-3': 18,
  'heading-4': 16,
  heading: 16,
  normal: 14,
  notation: 12,
  'xxxx-large': 30,
  'xxx-large': 24,
  'xx-large': 20,
  'x-large': 18,
  large: 16,
  medium: 14,
  small: 12,
  'x-small': 10,
}

function textStyle(text: Json) {
  const size = SIZES[String(text.text_size)]
  const align = ['left', 'center', 'right'].find((each) => each === text.text_align)
  return { ...(size && { fontSize: `${size}px` }), ...(align && { textAlign: align }) }
}

const SPACINGS: Record<string, string> = { small: '4px', medium: '8px', large: '12px', extra_large: '16px' }

const spacing = (given: unknown, otherwise: string): string =>
  SPACINGS[String(given)] ?? (/^\d{1,2}px$/.test(String(given)) ? String(given) : otherwise)
