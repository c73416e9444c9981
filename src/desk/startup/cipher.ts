// Raw messages are kept encrypted: AES-256-GCM under a key derived from the institution's secret.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

export interface Cipher {
  encrypt(text: string): Uint8Array
  /** Throws where the secret is another one or the bytes were changed. */
  decrypt(bytes: Uint8Array): string
  /** The same for bytes. */
  seal(bytes: Uint8Array): Uint8Array
  open(bytes: Uint8Array): Uint8Array
  /** The same text has the same; without the secret it tells nothing of the text, however short that is. */
  fingerprint(text: string): string
}

/** `secret`: at least 32 characters of high entropy (`ZHIBAN_SECRET`). Layout: 12 bytes nonce, 16 bytes tag, text. */
export function cipherOf(secret: string): Cipher {
  const key = Buffer.from(hkdfSync('sha256', secret, 'zhiban', 'raw messages', 32))
  const printing = Buffer.from(hkdfSync('sha256', secret, 'zhiban', 'fingerprints', 32))
  const seal = (bytes: Uint8Array): Uint8Array => {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    const body = Buffer.concat([cipher.update(bytes), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), body])
  }
  const open = (bytes: Uint8Array): Buffer => {
    const sealed = Buffer.from(bytes)
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
    decipher.setAuthTag(sealed.subarray(12, 28))
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
  }
  return {
    seal,
    open,
    encrypt: (text) => seal(Buffer.from(text, 'utf8')),
    decrypt: (bytes) => open(bytes).toString('utf8'),
    fingerprint: (text) => createHmac('sha256', printing).update(text, 'utf8').digest('hex'),
  }
}
