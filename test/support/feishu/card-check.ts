// Whether the platform takes a card: JSON 2.0, where anything that the documentation does not list is an error.
import { type Answer, refuse } from './answer.ts'
import {
  behaviourShapes,
  bodyShape,
  cardShape,
  configShape,
  elementShapes,
  goneElements,
  headerShape,
  linkShape,
  optionShape,
  panelHeader,
  partShapes,
  type Shape,
  textTagShape,
} from './card-shape.ts'
import { allElements, isObject, type Json, objects, wordsOf } from './card-tree.ts'

/** The refusal, with the path to what is wrong; null where the card is taken. */
export function cardTrouble(card: unknown): Answer | null {
  if (!isObject(card)) return refusal(new BadCard(200621, 'ROOT', 'parse card json err, please check the card json'))
  try {
    checkCard(card)
    return null
  } catch (error) {
    if (error instanceof BadCard) return refusal(error)
    throw error
  }
}

class BadCard extends Error {
  constructor(
    readonly code: number,
    readonly path: string,
    message: string,
  ) {
    super(message)
  }
}

const refusal = ({ code, path, message }: BadCard): Answer =>
  refuse(230099, `Failed to create card content, ext=ErrCode: ${code}; ErrPath: ${path}; ErrMsg: ${message}; `)

function checkCard(card: Json): void {
  if (card.schema !== '2.0') throw new BadCard(200621, 'ROOT', 'the emulator takes cards of schema 2.0 only')
  checkShape(card, cardShape, 'ROOT')
  if (card.config !== undefined) checkConfig(card.config)
  if (card.card_link !== undefined) checkShape(card.card_link, linkShape, 'ROOT -> card_link')
  if (card.header !== undefined) checkHeader(card.header)
  if (card.body !== undefined) {
    checkShape(card.body, bodyShape, 'ROOT -> body')
    checkElements((card.body as Json).elements ?? [], { path: 'ROOT -> body', form: false, depth: 0 })
  }
  if (tagsIn(card) > 200) throw new BadCard(11310, 'ROOT', `element exceeds the limit: ${tagsIn(card)} of at most 200`)
  checkUnique(card)
}

function checkConfig(config: unknown): void {
  checkShape(config, configShape, 'ROOT -> config')
  if ((config as Json).update_multi === false) {
    throw new BadCard(200861, 'ROOT -> config', 'cards of schema V2 only support update_multi: true')
  }
}

function checkHeader(header: unknown): void {
  const path = 'ROOT -> header'
  checkShape(header, headerShape, path)
  const { title, subtitle, icon, text_tag_list } = header as Json
  checkPart('title', title, path)
  if (subtitle !== undefined) checkPart('title', subtitle, path)
  if (icon !== undefined) checkPart('icon', icon, path)
  for (const tag of objects(text_tag_list)) {
    checkShape(tag, textTagShape, `${path} -> text_tag_list`)
    checkPart('text', tag.text, `${path} -> text_tag_list`)
  }
}

interface Place {
  path: string
  form: boolean
  /** How many containers are around it. */
  depth: number
}

const containers = ['form', 'column_set', 'collapsible_panel']
const filledIn = ['input', 'select_static', 'multi_select_static', 'picker_datetime']

function checkElements(elements: unknown, place: Place): void {
  if (!Array.isArray(elements)) throw new BadCard(200621, place.path, 'elements is not an array')
  for (const [index, element] of elements.entries()) {
    const tag = isObject(element) ? String(element.tag) : 'none'
    const path = `${place.path} -> elements -> [${index}](tag: ${tag})`
    if (!isObject(element)) throw new BadCard(200621, path, 'an element is not an object')
    checkElement(element, tag, { ...place, path })
  }
}

function checkElement(element: Json, tag: string, place: Place): void {
  const { path } = place
  const shape = elementShapes[tag]
  if (!shape || tag === 'column') {
    const gone = goneElements.includes(tag) ? 'cards of schema V2 no longer support this capability; ' : ''
    throw new BadCard(200861, path, `${gone}ErrorValue: unsupported tag ${tag}`)
  }
  checkShape(element, shape, path)
  checkPlace(element, tag, place)
  for (const [name, value] of Object.entries(element)) checkPart(name, value, path)
  if (tag === 'collapsible_panel') {
    checkShape(element.header, panelHeader, `${path} -> header`)
    checkPart('title', (element.header as Json).title, `${path} -> header`)
  }
  checkBehaviours(element, tag, place)
  if (filledIn.includes(tag)) checkInput(element, tag, path)
  if (wordsOf(element.text).length > 100 && tag === 'button')
    throw new BadCard(200621, path, 'text exceeds 100 characters')
  const within = { path, form: place.form || tag === 'form', depth: place.depth + (containers.includes(tag) ? 1 : 0) }
  if (within.depth > 5) throw new BadCard(200621, path, 'containers are nested more than 5 deep')
  for (const column of objects(element.columns)) {
    checkShape(column, elementShapes.column as Shape, `${path} -> columns`)
    if (column.tag !== 'column') throw new BadCard(200861, path, `ErrorValue: unsupported tag ${String(column.tag)}`)
    checkElements(column.elements ?? [], { ...within, path: `${path} -> columns` })
  }
  if (element.elements !== undefined) checkElements(element.elements, within)
}

/** Forms stand at the top only; what is filled in or pressed in one needs a name. */
function checkPlace(element: Json, tag: string, { path, form, depth }: Place): void {
  if (tag === 'form') {
    if (depth > 0) throw new BadCard(200621, path, 'a form can only be placed at the root of the card')
    const buttons = allElements({ elements: [element] }).filter((each) => each.form_action_type === 'submit')
    if (buttons.length === 0) throw new BadCard(200621, path, 'a form needs a submit button')
  }
  if (form && [...filledIn, 'button'].includes(tag) && !isName(element.name)) {
    throw new BadCard(200621, path, 'name is required for interactive elements in a form')
  }
  if (form && tag === 'button' && element.form_action_type === undefined && element.behaviors === undefined) {
    throw new BadCard(200621, path, 'form_action_type is required for a button in a form')
  }
  if (form) return
  if (element.form_action_type !== undefined) throw new BadCard(200621, path, 'form_action_type outside a form')
  if (element.required !== undefined) throw new BadCard(200621, path, 'required outside a form')
  if (tag === 'multi_select_static') throw new BadCard(200621, path, 'multi_select_static outside a form')
}

function checkBehaviours(element: Json, tag: string, { path, form }: Place): void {
  const { behaviors } = element
  if (tag === 'button' && !form && behaviors === undefined && element.value === undefined) {
    throw new BadCard(200621, path, 'behaviors is required')
  }
  if (behaviors === undefined) return
  if (!Array.isArray(behaviors)) throw new BadCard(200621, path, 'behaviors is not an array')
  for (const behaviour of behaviors) {
    const shape = isObject(behaviour) ? behaviourShapes[String(behaviour.type)] : undefined
    if (!shape || !isObject(behaviour)) throw new BadCard(200621, path, 'unknown type of behavior')
    checkShape(behaviour, shape, `${path} -> behaviors`)
    if (behaviour.type === 'callback' && !isObject(behaviour.value)) {
      throw new BadCard(200621, path, 'the value of a callback is not an object')
    }
    if (behaviour.type === 'open_url' && !/^(https?|lark):\/\/./.test(String(behaviour.default_url))) {
      throw new BadCard(200621, path, 'default_url is not a url')
    }
  }
}

function checkInput(element: Json, tag: string, path: string): void {
  const { max_length, rows } = element
  if (max_length !== undefined && !isWhole(max_length, 1, 1000)) {
    throw new BadCard(200621, path, 'max_length is not an integer from 1 to 1000')
  }
  if (rows !== undefined && !isWhole(rows, 1, Number.MAX_SAFE_INTEGER))
    throw new BadCard(200621, path, 'rows is no number')
  if (wordsOf(element.placeholder).length > 100) throw new BadCard(200621, path, 'placeholder exceeds 100 characters')
  if (tag === 'picker_datetime' && element.placeholder === undefined && element.initial_datetime === undefined)
    throw new BadCard(200621, path, 'placeholder or initial_datetime is required')
  if (tag === 'input' || tag === 'picker_datetime') return
  const values = objects(element.options).map((option) => {
    checkShape(option, optionShape, `${path} -> options`)
    if (option.text !== undefined) checkPart('text', option.text, `${path} -> options`)
    if (!isName(option.value)) throw new BadCard(200621, path, 'the value of an option is not a string')
    return option.value
  })
  if (new Set(values).size < values.length) throw new BadCard(200621, path, 'options with the same value')
}

function checkPart(name: string, value: unknown, path: string): void {
  const shape = partShapes[name]
  if (!shape || value === undefined || (name === 'title' && value === null)) return
  checkShape(value, shape, `${path} -> ${name}`)
  if (name !== 'confirm') return
  checkPart('title', (value as Json).title, `${path} -> confirm`)
  checkPart('text', (value as Json).text, `${path} -> confirm`)
}

function checkShape(value: unknown, { may, must = [], values = {} }: Shape, path: string): void {
  if (!isObject(value)) throw new BadCard(200621, path, 'parse card json err: not an object')
  const unknown = Object.keys(value).find((key) => !may.includes(key))
  if (unknown !== undefined) throw new BadCard(200621, path, `unknown property, property: ${unknown}`)
  const missing = must.find((key) => value[key] === undefined)
  if (missing !== undefined) throw new BadCard(200621, path, `${missing} is required`)
  for (const [key, allowed] of Object.entries(values)) {
    if (value[key] !== undefined && !allowed.includes(String(value[key]))) {
      throw new BadCard(200621, path, `invalid ${key}: ${String(value[key])}`)
    }
  }
}

/** Names and ids are unique in the whole card. */
function checkUnique(card: Json): void {
  const elements = allElements(card)
  for (const key of ['name', 'element_id']) {
    const given = elements.flatMap((element) => (element[key] === undefined ? [] : [String(element[key])]))
    const twice = given.find((each, index) => given.indexOf(each) !== index)
    if (twice !== undefined) throw new BadCard(200621, 'ROOT', `duplicated ${key}: ${twice}`)
  }
  const badId = elements.find(
    ({ element_id }) => element_id !== undefined && !/^[A-Za-z]\w{0,19}$/.test(String(element_id)),
  )
  if (badId) throw new BadCard(200621, 'ROOT', `invalid element_id: ${String(badId.element_id)}`)
}

/** Text objects count as elements as well. */
function tagsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + tagsIn(each), 0)
  if (!isObject(value)) return 0
  return ('tag' in value ? 1 : 0) + Object.values(value).reduce<number>((sum, each) => sum + tagsIn(each), 0)
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== ''

const isWhole = (value: unknown, least: number, most: number) =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most
