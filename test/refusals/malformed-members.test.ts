/** Whatever is wrong with whichever member of whichever operation: 400, and the member is named. Found by walking the contract. */
import { afterAll, describe, expect, it } from 'vitest'
import { errorCodeOf, memberAt, startTestApiServer, type TestAnswer } from '../support/api-server.ts'
import { type Fault, listFaults, listRequests, type WalkedRequest, withFault } from './schema-walk.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const requests = listRequests()

function namesOf({ body }: TestAnswer): unknown[] {
  const violations = memberAt(body, 'details.2.fieldViolations')
  return Array.isArray(violations) ? violations.map((violation) => memberAt(violation, 'field')) : []
}

/** What is answered otherwise than it should be, in words; undefined when all is well. */
async function findSurprise({ path, body }: WalkedRequest, fault: Fault): Promise<string | undefined> {
  const answer = await server.post(path, withFault(body, fault))
  const isOrganization = fault.field === 'organizationId'
  const code = isOrganization ? 'ORGANIZATION_ID_MALFORMED' : 'REQUEST_INVALID'
  const names = namesOf(answer)
  const isNamed = isOrganization || (names.length === 1 && names[0] === fault.field)
  if (answer.status === 400 && errorCodeOf(answer) === code && isNamed) return undefined
  return `${fault.what} as ${fault.field}: ${answer.status} ${errorCodeOf(answer)} ${names.join(' ')}`
}

async function findSurprises(request: WalkedRequest): Promise<string[]> {
  const surprises: (string | undefined)[] = []
  for (const fault of listFaults(request.schema)) surprises.push(await findSurprise(request, fault))
  return surprises.flatMap((surprise) => surprise ?? [])
}

describe.each(requests.map((request) => [request.title, request] as const))('%s', (_title, request) => {
  it('is well formed as the walk makes it', async () => {
    expect(errorCodeOf(await server.post(request.path, request.body))).toBe('STAMP_MISSING')
  })

  it('names every member that is wrong', async () => {
    expect(await findSurprises(request)).toEqual([])
  })
})

/** Members by what their names say they are, so that a schema which takes too much is noticed. */
it.each([
  ['ids', /(?<!credential|raw)Ids?(\.\d+)?$/, 'an id that lacks a digit'],
  ['names', /Name$/, '256 characters'],
  ['public keys', /ublicKey$/, 'a point of half the length'],
  ['lives', /Seconds$/, 'a negative number'],
])('does not take everything for %s', (_what, pattern, what) => {
  const faults = requests.flatMap(({ title, schema }) => listFaults(schema).map((fault) => ({ title, ...fault })))
  const titled = ({ title, field }: (typeof faults)[number]) => `${title} ${field}`
  const tried = new Set(faults.filter((fault) => fault.what === what).map(titled))
  const members = new Set(faults.filter(({ field, what }) => pattern.test(field) && what !== '101 items').map(titled))
  const texts = [...members].filter((member) => !/Ids$/.test(member))
  expect(texts.length).toBeGreaterThan(10)
  expect(texts.filter((member) => !tried.has(member))).toEqual([])
})

it('tries thousands of faults', () => {
  const faults = requests.flatMap(({ schema }) => listFaults(schema))
  expect(faults.length).toBeGreaterThan(4000)
  expect(new Set(faults.map(({ what }) => what)).size).toBeGreaterThan(15)
})
