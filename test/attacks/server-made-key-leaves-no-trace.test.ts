/** A session key that the server makes is sealed and forgotten: neither its files nor what it shows to others give it away. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateTargetKey, openCredentialBundle, toHex } from '@latchkey/crypto'
import { afterAll, expect, it } from 'vitest'
import { makeChild, read, write } from '../support/actors.ts'
import { memberAt, stampWith, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

/** Everything the server keeps, as one text of bytes. */
const readDataDirectory = (): Buffer =>
  Buffer.concat(readdirSync(server.dataDir).map((file) => readFileSync(join(server.dataDir, file))))

it('is in no file of the server, in no spelling, and works all the same', async () => {
  const child = await makeChild(server)
  const target = await generateTargetKey()
  const answer = await write(server, child, 'create_read_write_session', { targetPublicKey: toHex(target.publicKey) })
  const bundle = String(memberAt(answer.body, 'activity.result.createReadWriteSessionResultV2.credentialBundle'))
  const privateKey = Buffer.from(await openCredentialBundle({ bundle, targetKey: target }))
  const session = { ...child, stamp: stampWith(privateKey.toString('hex')) }
  expect((await read(server, session, 'whoami')).status).toBe(200)

  const kept = readDataDirectory()
  expect(kept.includes(bundle)).toBe(true)
  expect(kept.includes(privateKey)).toBe(false)
  for (const encoding of ['hex', 'base64', 'base64url'] as const) {
    expect(kept.includes(privateKey.toString(encoding)), encoding).toBe(false)
  }
})

it('is not opened by another target key', async () => {
  const child = await makeChild(server)
  const [target, other] = [await generateTargetKey(), await generateTargetKey()]
  const answer = await write(server, child, 'create_read_write_session', { targetPublicKey: toHex(target.publicKey) })
  const bundle = String(memberAt(answer.body, 'activity.result.createReadWriteSessionResultV2.credentialBundle'))
  await expect(openCredentialBundle({ bundle, targetKey: other })).rejects.toMatchObject({
    code: 'BUNDLE_NOT_FOR_THIS_KEY',
  })
})
