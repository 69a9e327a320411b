/** Fuzz targets for stamps: headers and signatures. */
import {
  CryptoError,
  formatApiKeyStamp,
  readApiKeyStamp,
  readDerSignature,
  readWebauthnStamp,
  stampSchemes,
  toBase64url,
  toDerSignature,
} from '@latchkey/crypto'
import fc from 'fast-check'
import { makeAssertion, makeSoftwarePasskey } from '../../support/software-authenticator.ts'
import { type FuzzTarget, nearly, nearlyText, readOrRefuse } from '../target.ts'

const isCryptoError = (error: unknown): boolean => error instanceof CryptoError
const derSignature = Buffer.from(
  '3045022100b292a619339f6e567a305c951c0dcbcc42d16e47f219f9e98e76e09d8770b34a02200177e60492c5a8242f76f07bfe3661bde59ec2a17ce5bd2dab2abebdf89a62e2',
  'hex',
)
const stamp = {
  publicKeyHex: `02${'a1'.repeat(32)}`,
  scheme: stampSchemes.apiP256,
  signatureHex: derSignature.toString('hex'),
}
const header = formatApiKeyStamp(stamp)
const inner = Buffer.from(header, 'base64url')
const assertion = makeAssertion(makeSoftwarePasskey(), '{}').header

const apiKeyHeader: FuzzTarget = {
  name: 'X-Stamp',
  property: fc.asyncProperty(fc.oneof(nearlyText(header), nearly(inner).map(toBase64url)), async (text) => {
    const read = await readOrRefuse(() => readApiKeyStamp(text), isCryptoError)
    return (
      read === undefined || (/^([0-9a-f]{2})+$/.test(read.publicKeyHex) && /^([0-9a-f]{2})+$/.test(read.signatureHex))
    )
  }),
}

const webauthnHeader: FuzzTarget = {
  name: 'X-Stamp-Webauthn',
  property: fc.asyncProperty(nearlyText(assertion), async (text) => {
    const read = await readOrRefuse(() => readWebauthnStamp(text), isCryptoError)
    return read === undefined || Object.values(read).every((part) => part instanceof Uint8Array)
  }),
}

/** What is read is written back byte by byte: there is one spelling of each signature. */
const der: FuzzTarget = {
  name: 'DER signature',
  property: fc.asyncProperty(nearly(derSignature), async (bytes) => {
    const read = await readOrRefuse(() => readDerSignature(bytes), isCryptoError)
    return read === undefined || Buffer.from(toDerSignature(read)).equals(bytes)
  }),
}

/** Targets of this file. */
export const stampTargets: readonly FuzzTarget[] = [apiKeyHeader, webauthnHeader, der]
