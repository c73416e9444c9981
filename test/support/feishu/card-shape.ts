// What each element of a card of JSON 2.0 may say: the properties that its documentation lists. Anything else is an error.

export interface Shape {
  may: string[]
  must?: string[]
  /** What a property may be, where the documentation lists it. */
  values?: Record<string, string[]>
}

const placed = ['tag', 'element_id', 'margin']

const laidOut = ['direction', 'padding', 'horizontal_spacing', 'horizontal_align', 'vertical_spacing', 'vertical_align']

const choosing = [
  'type',
  'name',
  'placeholder',
  'width',
  'required',
  'disabled',
  'disabled_tips',
  'options',
  'behaviors',
]

const alignments = { horizontal_align: ['left', 'center', 'right'], vertical_align: ['top', 'center', 'bottom'] }

const borders = ['default', 'text']

export const elementShapes: Record<string, Shape> = {
  markdown: {
    may: [...placed, 'content', 'i18n_content', 'text_align', 'text_size', 'icon'],
    must: ['content'],
    values: { text_align: ['left', 'center', 'right'] },
  },
  div: { may: [...placed, 'text', 'icon', 'width'], must: ['text'] },
  hr: { may: placed },
  img: {
    may: [...placed, 'img_key', 'alt', 'title', 'corner_radius', 'scale_type', 'size', 'transparent', 'preview'],
    must: ['img_key'],
  },
  column_set: {
    may: [...placed, 'flex_mode', 'background_style', 'horizontal_spacing', 'horizontal_align', 'columns', 'action'],
    must: ['columns'],
    values: { flex_mode: ['none', 'stretch', 'flow', 'bisect', 'trisect'], ...alignments },
  },
  column: {
    may: [...placed, ...laidOut, 'background_style', 'width', 'weight', 'elements', 'action'],
    values: alignments,
  },
  form: { may: [...placed, ...laidOut, 'name', 'elements', 'confirm'], must: ['name', 'elements'], values: alignments },
  collapsible_panel: {
    may: [...placed, ...laidOut, 'expanded', 'background_color', 'header', 'border', 'elements'],
    must: ['header', 'elements'],
    values: alignments,
  },
  button: {
    may: [
      ...placed,
      ...['type', 'size', 'width', 'text', 'icon', 'hover_tips', 'disabled', 'disabled_tips', 'confirm', 'behaviors'],
      ...['name', 'form_action_type', 'required', 'value'],
    ],
    values: {
      type: [
        ...['default', 'primary', 'danger', 'text', 'primary_text', 'danger_text'],
        ...['primary_filled', 'danger_filled', 'laser'],
      ],
      size: ['tiny', 'small', 'medium', 'large'],
      form_action_type: ['submit', 'reset'],
    },
  },
  input: {
    may: [
      ...placed,
      ...['name', 'required', 'placeholder', 'default_value', 'disabled', 'disabled_tips', 'width', 'behaviors'],
      ...['max_length', 'input_type', 'rows', 'auto_resize', 'max_rows', 'show_icon', 'label', 'label_position'],
      ...['value', 'confirm'],
    ],
    values: { input_type: ['text', 'multiline_text', 'password'], label_position: ['top', 'left'] },
  },
  select_static: {
    may: [...placed, ...choosing, 'initial_option', 'initial_index', 'confirm', 'value'],
    must: ['options'],
    values: { type: borders },
  },
  picker_datetime: {
    may: [
      ...placed,
      ...['name', 'placeholder', 'width', 'required', 'disabled', 'initial_datetime', 'behaviors', 'confirm', 'value'],
    ],
  },
  multi_select_static: {
    may: [...placed, ...choosing, 'selected_values', 'confirm', 'value'],
    must: ['options', 'name'],
    values: { type: borders },
  },
}

/** Elements of JSON 1.0 that 2.0 has no more. */
export const goneElements = ['action', 'note']

const texts = ['tag', 'element_id', 'content', 'i18n_content', 'text_size', 'text_color', 'text_align', 'lines']

/** Objects within elements, by the property that holds them. */
export const partShapes: Record<string, Shape> = {
  text: { may: texts, must: ['tag', 'content'], values: { tag: ['plain_text', 'lark_md'] } },
  label: { may: texts, must: ['content'], values: { tag: ['plain_text'] } },
  placeholder: { may: texts, values: { tag: ['plain_text'] } },
  hover_tips: { may: texts, must: ['content'], values: { tag: ['plain_text'] } },
  disabled_tips: { may: texts, values: { tag: ['plain_text'] } },
  alt: { may: texts, values: { tag: ['plain_text'] } },
  title: { may: texts, must: ['tag', 'content'], values: { tag: ['plain_text', 'lark_md', 'markdown'] } },
  icon: {
    may: ['tag', 'token', 'color', 'img_key', 'size'],
    must: ['tag'],
    values: { tag: ['standard_icon', 'custom_icon'] },
  },
  confirm: { may: ['title', 'text'], must: ['title', 'text'] },
  border: { may: ['color', 'corner_radius'] },
}

export const panelHeader: Shape = {
  may: [
    ...['title', 'background_color', 'vertical_align', 'padding', 'position', 'width', 'icon', 'icon_position'],
    'icon_expanded_angle',
  ],
  must: ['title'],
  values: { icon_position: ['left', 'right', 'follow_text'] },
}

export const optionShape: Shape = { may: ['text', 'icon', 'value'], must: ['value'] }

export const behaviourShapes: Record<string, Shape> = {
  callback: { may: ['type', 'value'], must: ['value'] },
  open_url: { may: ['type', 'default_url', 'android_url', 'ios_url', 'pc_url'], must: ['default_url'] },
}

export const cardShape: Shape = { may: ['schema', 'config', 'card_link', 'header', 'body'] }

export const configShape: Shape = {
  may: [
    ...['streaming_mode', 'streaming_config', 'summary', 'locales', 'enable_forward', 'update_multi', 'width_mode'],
    ...['use_custom_translation', 'enable_forward_interaction', 'style'],
  ],
  values: { width_mode: ['default', 'compact', 'fill'] },
}

export const headerShape: Shape = {
  may: ['title', 'subtitle', 'text_tag_list', 'i18n_text_tag_list', 'template', 'icon', 'padding'],
  must: ['title'],
  values: {
    template: [
      ...['blue', 'wathet', 'turquoise', 'green', 'yellow', 'orange', 'red', 'carmine', 'violet', 'purple'],
      ...['indigo', 'grey', 'default'],
    ],
  },
}

export const textTagShape: Shape = {
  may: ['tag', 'element_id', 'text', 'color'],
  must: ['text'],
  values: {
    tag: ['text_tag'],
    color: [
      ...['neutral', 'blue', 'turquoise', 'lime', 'orange', 'violet', 'indigo', 'wathet', 'green', 'yellow', 'red'],
      ...['purple', 'carmine'],
    ],
  },
}

export const bodyShape: Shape = {
  may: [...laidOut, 'elements'],
  values: { direction: ['vertical', 'horizontal'], ...alignments },
}

export const linkShape: Shape = { may: ['url', 'android_url', 'ios_url', 'pc_url'] }
