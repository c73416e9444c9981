// Which addresses a preview may connect to: those of the public internet alone.
import ipaddr from 'ipaddr.js'

/** A machine's own metadata, where a cloud puts it at an address that looks public. */
const METADATA = ['168.63.129.16']

/**
 * Whether an address, in any spelling, is one of the public internet. What embeds another address (mapped, NAT64, 6to4, Teredo) is
 * none: a page that is meant for the public has an address of its own. Of IPv6 only what is given out today (2000::/3) is.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const read = ipaddr.parse(address)
  if (read.range() !== 'unicast') return false
  if (read.kind() === 'ipv4')
    return ipaddr.IPv4.isValidFourPartDecimal(read.toString()) && !METADATA.includes(read.toString())
  return read.match(ipaddr.parseCIDR('2000::/3'))
}

/** The address that stands in the host's place in a URL; null for a name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(bare) ? bare : null
}
