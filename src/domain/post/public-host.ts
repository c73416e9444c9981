// Whether a host can be reached by the public. Pure: a public name may still resolve to a private address.

// `URL` has already turned every spelling of an IPv4 address (2130706433, 0x7f.1, １２７.0.0.1) into four numbers.
export function isPrivate(host: string): boolean {
  if (host.startsWith('[')) return !PUBLIC_IPV6.test(host) || EMBEDDING_IPV6.test(host)
  if (/^\d+(?:\.\d+){3}$/.test(host)) return PRIVATE_IPV4.test(host)
  return !host.includes('.') || PRIVATE_NAME.test(host)
}

// This network, private, shared (carrier), loopback, link-local, documentation, benchmarks, multicast, reserved.
const PRIVATE_IPV4 = new RegExp(
  `^(?:${[
    '0|10|127|22[4-9]|2[3-5]\\d',
    '100\\.(?:6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])|169\\.254|172\\.(?:1[6-9]|2\\d|3[01])|192\\.168|198\\.1[89]',
    '192\\.0\\.[02]|192\\.88\\.99|198\\.51\\.100|203\\.0\\.113',
  ].join('|')})\\.`,
)
const PUBLIC_IPV6 = /^\[[23][0-9a-f]{3}:/
// Teredo, documentation and 6to4: the address inside may be anything.
const EMBEDDING_IPV6 = /^\[(?:2001:(?:0?:|db8:)|2002:)/
const PRIVATE_NAME = /\.(?:localhost|local|localdomain|internal|intranet|lan|home\.arpa)$/
