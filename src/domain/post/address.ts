// An address taken apart, each part in the one spelling that equal addresses share: host, path, parameters, route.

import { getDomain } from 'tldts'

/** Host in lower case; path and parameter values with their percent-encoding normalised. */
export type Address = { host: string; path: string; hash: string; param: (name: string) => string }

export type Param = { name: string; value: string; text: string }

/** Which parameters an address keeps. */
export type Keeps = (param: Param) => boolean

export const parseUrl = (url: string): URL | null => (URL.canParse(url) ? new URL(url) : null)

export const hostOf = (url: URL): string => url.hostname.replace(/\.$/, '')

export function addressOf(url: URL): Address & { params: Param[] } {
  const params = paramsOf(url.search)
  return {
    host: hostOf(url),
    path: pathOf(url.pathname),
    hash: url.hash,
    params,
    param: (name) => params.find((each) => each.name === name)?.value ?? '',
  }
}

/** The address of a page on any site. */
export function generalAddress({ host, path, hash }: Address, port: string, params: Param[], keeps: Keeps): string {
  const site = host.startsWith('www.') && getDomain(host) === host.slice(4) ? host.slice(4) : host
  const at = port === '' ? site : `${site}:${port}`
  return `https://${at}${path}${queryOf(params, keeps)}${routeOf(hash, keeps)}`
}

export function queryOf(params: Param[], keeps: Keeps): string {
  const kept = params.filter(keeps)
  return kept.length === 0
    ? ''
    : `?${kept
        .map(({ text }) => text)
        .sort()
        .join('&')}`
}

/** Where something invisible stood beside them, two dots would lead up: then the path stays as it is. */
function pathOf(pathname: string): string {
  const path = withoutEnd(withoutUnseen(normalPath(pathname)))
  return /\/\.\.?(?:\/|$)/.test(path) ? withoutSlashes(normalPath(pathname)) : path
}

/** A fragment is a place on the page, unless the page is a script that routes by it (`#/…`, `#!…`). */
function routeOf(hash: string, keeps: Keeps): string {
  if (!hash.startsWith('#/') && !hash.startsWith('#!')) return ''
  const mark = hash.indexOf('?')
  const path = withoutEnd(mark === -1 ? hash : hash.slice(0, mark))
  const query = mark === -1 ? '' : queryOf(paramsOf(hash.slice(mark)), keeps)
  const found = withoutEnd(withoutUnseen(normalPercent(path)))
  const route = found === '#' ? '#/' : found
  return query === '' && (route === '#/' || route === '#!') ? '' : route + query
}

/** From the raw query: a parser that assumes UTF-8 would make two different GBK values equal. */
function paramsOf(query: string): Param[] {
  return query
    .slice(1)
    .split('&')
    .map((raw) => {
      const text = raw.replace(/^(?:amp;)+/i, '')
      const mark = text.indexOf('=')
      if (mark === -1) return { name: normalValue(text), value: '', text: normalValue(text) }
      const name = normalValue(text.slice(0, mark))
      const value = normalValue(text.slice(mark + 1))
      return { name, value, text: `${name}=${value}` }
    })
    .filter(({ text }) => text !== '' && text !== '=')
}

/** Everything but unreserved characters percent-encoded, in upper case; `+` is a space. */
function normalValue(text: string): string {
  const value = text.replace(/%[0-9a-f]{2}|[^\w\-.~]/gi, (each) => {
    if (each === '+') return '%20'
    return each.length === 3 ? unreserved(each) : encodedUnit(each)
  })
  return withoutBlanks(withoutUnseen(value))
}

/** Session ids of Java servers (`;jsessionid=…`) go, except where the segment left over would be read as `.` or `..`. */
const normalPath = (path: string) => normalPercent(path).replace(/([^/.])(?:;jsessionid=[^/;]*)+/gi, '$1')

const normalPercent = (text: string) =>
  text.replace(/%([0-9a-f]{2})?/gi, (each, code?: string) => (code === undefined ? '%25' : unreserved(each)))

function unreserved(escaped: string): string {
  const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
  return /[\w\-.~]/.test(character) ? character : escaped.toUpperCase()
}

const encodedUnit = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

// What a chat puts into an address that is copied from it: zero-width characters, byte order marks.
const UNSEEN = /%E2%80%(?:8[B-F]|A[A-E])|%E2%81%A[0-9]|%EF%BB%BF|%C2%AD/g
const BLANK_AT_END = /%(?:20|09|0A|0D|C2%A0|E3%80%80)$/
const LONGEST_BLANK = '%E3%80%80'.length

/** Again and again: what stood around one may make another. */
function withoutUnseen(text: string): string {
  const rest = text.replace(UNSEEN, '')
  return rest.length === text.length ? rest : withoutUnseen(rest)
}

/** Of a path: neither slashes nor encoded blanks at its end, which people and clients append. */
function withoutEnd(path: string): string {
  const rest = withoutSlashes(path)
  const blank = BLANK_AT_END.exec(rest.slice(-LONGEST_BLANK))
  return blank === null ? rest : withoutEnd(rest.slice(0, -blank[0].length))
}

function withoutBlanks(value: string): string {
  const blank = BLANK_AT_END.exec(value.slice(-LONGEST_BLANK))
  return blank === null ? value : withoutBlanks(value.slice(0, -blank[0].length))
}

function withoutSlashes(path: string): string {
  let end = path.length
  while (end > 1 && path[end - 1] === '/') end -= 1
  return path.slice(0, end)
}
