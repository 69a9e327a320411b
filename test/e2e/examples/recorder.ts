/** Writes down what passes through a realm's cryptography, messages, storage and network, so that a secret cannot pass unseen. */

/** Everything written down so far: byte strings in hexadecimal, and texts. */
export interface Recording {
  readonly bytes: string[]
  readonly texts: string[]
}

declare global {
  interface Window {
    /** What this realm has seen; waits for exports of keys that are under way. */
    readRecording(): Promise<Recording>
  }
}

/** Runs in every realm before its own scripts; complete in itself, since it is sent as text. */
export function installRecorder(): void {
  const bytes = new Set<string>()
  const texts = new Set<string>()
  const exports = new Set<Promise<void>>()
  const exportKey = crypto.subtle.exportKey.bind(crypto.subtle)
  const maxDepth = 6

  const recordBytes = (view: Uint8Array): void => {
    bytes.add(Array.from(view, (byte) => byte.toString(16).padStart(2, '0')).join(''))
  }
  const recordKey = (key: CryptoKey): void => {
    if (!key.extractable) return
    const exporting = exportKey('jwk', key).then(
      (jwk) => record(jwk),
      () => undefined,
    )
    exports.add(exporting)
  }
  const record = (value: unknown, depth = 0): void => {
    if (typeof value === 'string') texts.add(value)
    else if (value instanceof ArrayBuffer) recordBytes(new Uint8Array(value))
    else if (ArrayBuffer.isView(value)) recordBytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
    else if (value instanceof CryptoKey) recordKey(value)
    else if (typeof value === 'object' && value !== null && depth < maxDepth && !(value instanceof Node))
      for (const member of Object.values(value)) record(member, depth + 1)
  }
  const watch = (owner: object, name: string): void => {
    const original: unknown = Reflect.get(owner, name)
    if (typeof original !== 'function') return
    const watched = function (this: unknown, ...inputs: unknown[]): unknown {
      record(inputs)
      const result: unknown = Reflect.apply(original, this, inputs)
      if (result instanceof Promise)
        result.then(
          (settled) => record(settled),
          () => undefined,
        )
      else record(result)
      return result
    }
    Object.defineProperty(owner, name, { value: watched, configurable: true, writable: true })
  }

  for (const name of Object.getOwnPropertyNames(SubtleCrypto.prototype)) watch(SubtleCrypto.prototype, name)
  watch(Crypto.prototype, 'getRandomValues')
  watch(MessagePort.prototype, 'postMessage')
  watch(window, 'postMessage')
  watch(Storage.prototype, 'setItem')
  for (const name of ['put', 'add']) watch(IDBObjectStore.prototype, name)
  watch(window, 'fetch')
  watch(XMLHttpRequest.prototype, 'send')
  for (const name of ['btoa', 'atob']) watch(window, name)
  for (const name of ['parse', 'stringify']) watch(JSON, name)
  watch(TextEncoder.prototype, 'encode')
  watch(TextDecoder.prototype, 'decode')
  const data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')
  Object.defineProperty(MessageEvent.prototype, 'data', {
    configurable: true,
    get(this: MessageEvent) {
      const value: unknown = data?.get?.call(this)
      record(value)
      return value
    },
  })
  window.readRecording = async () => {
    await Promise.all(exports)
    return { bytes: [...bytes], texts: [...texts] }
  }
}
