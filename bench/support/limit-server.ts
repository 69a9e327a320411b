/**
 * The reachable ceiling: a bare `node:http` server that reads the body, verifies the P-256 stamp over it with a cached key
 * and answers a constant. No server of this protocol on Node can pass it.
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const spkiPrefix = Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex')
const keys = new Map<string, KeyObject>()
const answer = JSON.stringify({ organizationId: '', organizationName: '', userId: '', username: '' })

function isStamped(header: string, body: Buffer): boolean {
  const { publicKey, signature } = JSON.parse(Buffer.from(header, 'base64url').toString())
  const key = keys.get(publicKey) ?? importKey(publicKey)
  return verify('sha256', body, key, Buffer.from(signature, 'hex'))
}

function importKey(publicKeyHex: string): KeyObject {
  const der = Buffer.concat([spkiPrefix, Buffer.from(publicKeyHex, 'hex')])
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
  keys.set(publicKeyHex, key)
  return key
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const isValid = isStamped(String(request.headers['x-stamp']), Buffer.concat(chunks))
    response.writeHead(isValid ? 200 : 401, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(answer),
    })
    response.end(answer)
  })
})

server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: (server.address() as AddressInfo).port })))
