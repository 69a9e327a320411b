/** No text breaks the server: the Big List of Naughty Strings and SQL injections, in every text of every request, are refused or carried out. */
import { afterAll, describe, expect, it } from 'vitest'
import { accept } from '../../services/api-server/src/accept/accept.ts'
import { serve } from '../../services/api-server/src/pipeline.ts'
import { Refusal } from '../../services/api-server/src/refusal.ts'
import { rootActor } from '../support/actors.ts'
import { startTestApiServer } from '../support/api-server.ts'
import { inBatches } from '../support/in-batches.ts'
import { naughtyTexts } from '../support/naughty-texts.ts'
import { replaceAt, type SampleRequest, sampleRequests } from '../support/sample-requests.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const toRequest = (path: string, body: string, rawHeaders: string[] = []) =>
  ({ method: 'POST', path, rawHeaders, body: Buffer.from(body), requestId: 'test' }) as const

/** Whether the first stage takes a body; anything but a refusal is a fault of the server. */
function isTaken(path: string, body: string): boolean {
  try {
    accept(toRequest(path, body))
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/** Older versions are made of the same fields: of each of theirs every fifth text is tried, another fifth in the next. */
const bodiesOf = ({ body, texts, isCurrent }: SampleRequest): string[] =>
  texts.flatMap((place, at) =>
    naughtyTexts
      .filter((_, index) => isCurrent || index % 5 === at % 5)
      .map((text) => JSON.stringify(replaceAt(body, place, text))),
  )

const { organizationId, stamp } = await rootActor(server)
const samples = sampleRequests(organizationId, Date.now())

/** Sends a body through the whole server and answers its status. */
async function statusOf(path: string, body: string): Promise<number> {
  const { 'X-Stamp': header = '' } = await stamp(body)
  return (await serve(toRequest(path, body, ['X-Stamp', header]), server.system)).status
}

let carriedOut = 0
describe('is a fault in no text', () => {
  it.each(samples.map((sample) => [sample.name, sample] as const))('of %s', async (_name, sample) => {
    const taken = bodiesOf(sample).filter((body) => isTaken(sample.path, body))
    // Handlers see one shape whatever the version; of older ones every tenth request goes all the way.
    const sent = taken.filter((_, index) => sample.isCurrent || index % 10 === 0)
    await inBatches(sent, async (body) => {
      const status = await statusOf(sample.path, body)
      expect(status, body).toBeLessThan(500)
      if (status === 200) carriedOut++
    })
  })
})

it('is not simply refused: many of them have been carried out', () => {
  expect(carriedOut).toBeGreaterThan(1000)
})
