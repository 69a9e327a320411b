/** No text breaks the server: the Big List of Naughty Strings and SQL injections, in every text of every request, are refused or carried out. */
import { afterAll, expect, it } from 'vitest'
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

const bodiesOf = ({ body, texts }: SampleRequest): string[] =>
  texts.flatMap((place) => naughtyTexts.map((text) => JSON.stringify(replaceAt(body, place, text))))

it('is a fault in no text of no version of no operation', async () => {
  const { organizationId, stamp } = await rootActor(server)
  let carriedOut = 0
  for (const sample of sampleRequests(organizationId, Date.now())) {
    const taken = bodiesOf(sample).filter((body) => isTaken(sample.path, body))
    // Handlers see one shape whatever the version; of older ones every tenth request goes all the way.
    const sent = taken.filter((_, index) => sample.isCurrent || index % 10 === 0)
    await inBatches(sent, async (body) => {
      const { 'X-Stamp': header = '' } = await stamp(body)
      const { status } = await serve(toRequest(sample.path, body, ['X-Stamp', header]), server.system)
      if (status >= 500) throw new Error(`${sample.name} answers ${status} to ${body}`)
      if (status === 200) carriedOut++
    })
  }
  expect(carriedOut).toBeGreaterThan(1000)
})
