// What any kind of message comes down to: a text, files, or a type that no text can be made of.

/** A file that stands in a message: fetched later, by its key. */
export interface FileRef {
  kind: 'image' | 'file'
  key: string
  name: string | null
}

export interface Content {
  /** With placeholders where people are called by name. */
  text: string
  /** Addresses that stand in fields of their own; the text has them too. */
  links?: string[]
  files: FileRef[]
  /** The platform's name of a type that no text can be made of. */
  opaque?: string
  /** A record that was passed on as one: its messages are fetched later. */
  record?: true
}
