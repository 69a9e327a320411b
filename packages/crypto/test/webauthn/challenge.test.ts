/** Challenge and fingerprint, compared with Node's own digest. */
import { createHash } from 'node:crypto'
import { fingerprint, readUtf8, webauthnChallenge } from '@latchkey/crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytes } from '../arbitraries.ts'

describe('challenge and fingerprint', () => {
  it('spell the digest of the body in hexadecimal', async () => {
    const check = async (body: Uint8Array) => {
      const digest = createHash('sha256').update(body).digest('hex')
      expect(readUtf8(await webauthnChallenge(body))).toBe(digest)
      expect(await fingerprint(body)).toBe(`sha256:${digest}`)
    }
    await fc.assert(fc.asyncProperty(bytes(), check))
  })
})
