/** Stamps with an API key, through WebCrypto: in browsers and in Node. */
import { stampHeaderNames } from '@latchkey/contract/headers'
import { importSigningKey, makeApiKeyStamp, publicKeyOf, readHex, signDer, toHex, toUtf8 } from '@latchkey/crypto'
import { LatchkeyError } from './latchkey-error.ts'
import type { Stamp, Stamper } from './stamper.ts'

/** P-256 key pair of an API key. */
export interface ApiKeyPair {
  /** Compressed point: 66 hexadecimal characters that begin with 02 or 03. */
  readonly apiPublicKey: string
  /** 64 hexadecimal characters. */
  readonly apiPrivateKey: string
}

/** Stamps with an API key that is imported once, at the first stamp, and cannot be read out of the stamper. */
export class ApiKeyStamper implements Stamper {
  readonly #publicKeyHex: string
  readonly #importKey: () => Promise<CryptoKey>
  #key: Promise<CryptoKey> | undefined

  /**
   * Takes the key pair; whether it is one is found out at the first stamp.
   * @param pair both halves in hexadecimal, of either case
   */
  constructor(pair: ApiKeyPair) {
    this.#publicKeyHex = pair.apiPublicKey.toLowerCase()
    this.#importKey = () => importPair(pair)
  }

  /**
   * The `X-Stamp` header over the UTF-8 bytes of a body.
   * @param body JSON exactly as it will be sent, signed as UTF-8
   * @throws CONFIG_INVALID when a half is malformed or the two do not belong together
   * @see Turnkey wire protocol: X-Stamp
   */
  async stamp(body: string): Promise<Stamp> {
    this.#key ??= this.#importKey()
    const key = await this.#key
    const stampHeaderValue = await makeApiKeyStamp({
      publicKeyHex: this.#publicKeyHex,
      body: toUtf8(body),
      sign: (bytes) => signDer(key, bytes),
    })
    return { stampHeaderName: stampHeaderNames.stamp, stampHeaderValue }
  }
}

/** A key that does not fit its public half would otherwise show as a 401 that explains nothing. */
async function importPair({ apiPublicKey, apiPrivateKey }: ApiKeyPair): Promise<CryptoKey> {
  const [publicKeyHex, key] = await readPrivateKey(apiPrivateKey)
  if (publicKeyHex !== apiPublicKey.toLowerCase())
    throw keyInvalid('apiPublicKey is not the public key of apiPrivateKey.')
  return key
}

async function readPrivateKey(privateKeyHex: string): Promise<readonly [publicKeyHex: string, key: CryptoKey]> {
  try {
    const privateKey = readHex(privateKeyHex)
    return [toHex(await publicKeyOf(privateKey)), await importSigningKey(privateKey)]
  } catch (cause) {
    throw keyInvalid('apiPrivateKey is not a P-256 private key of 64 hexadecimal characters.', cause)
  }
}

function keyInvalid(message: string, cause?: unknown): LatchkeyError {
  const remedy = 'Set apiPublicKey and apiPrivateKey to the two halves of one API key.'
  return new LatchkeyError('CONFIG_INVALID', { message, remedy, cause })
}
