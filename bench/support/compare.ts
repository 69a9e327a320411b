/** Compares two servers in paired bursts within one run: only the ratio travels from machine to machine. */
import { loadavg } from 'node:os'
import { type Burst, quantile, runBurst } from './load.ts'

/** One side of a comparison. */
export interface Side {
  name: string
  port: number
  /** Makes the requests of one burst; called before the clock starts. */
  prepare(count: number): Promise<Buffer[]> | Buffer[]
}

/** How much to measure. */
export interface Effort {
  pairs: number
  requestsPerBurst: number
  concurrency: number
}

/** One burst of each side, one right after the other. */
interface Pair {
  limit: Burst
  subject: Burst
}

/**
 * Runs bursts in turn and prints medians and their ratio.
 * @param limit the ceiling
 * @param subject what is measured
 * @param effort pairs of bursts, requests in each, connections
 */
export async function compare(limit: Side, subject: Side, effort: Effort): Promise<void> {
  const bursts: Pair[] = []
  await runPair(limit, subject, effort) // warms caches and compilers; not counted
  for (let pair = 0; pair < effort.pairs; pair += 1) bursts.push(await runPair(limit, subject, effort))

  const errors = bursts.reduce((sum, pair) => sum + pair.limit.errors + pair.subject.errors, 0)
  console.log(
    `concurrency ${effort.concurrency}, ${effort.pairs} pairs of ${effort.requestsPerBurst} requests, errors ${errors}`,
  )
  printSide(
    limit.name,
    bursts.map((pair) => pair.limit),
  )
  printSide(
    subject.name,
    bursts.map((pair) => pair.subject),
  )
  printRatios(subject.name, bursts)
  if (errors > 0) process.exitCode = 1
}

async function runPair(limit: Side, subject: Side, effort: Effort): Promise<Pair> {
  return { limit: await runSide(limit, effort), subject: await runSide(subject, effort) }
}

async function runSide(side: Side, { requestsPerBurst, concurrency }: Effort): Promise<Burst> {
  return runBurst(side.port, await side.prepare(requestsPerBurst), concurrency)
}

function printSide(name: string, bursts: Burst[]): void {
  const median = (read: (burst: Burst) => number): number => medianOf(bursts.map(read))
  const [rate, p50, p99] = [median((b) => b.perSecond), median((b) => b.p50Ms), median((b) => b.p99Ms)]
  console.log(
    `  ${name.padEnd(24)} ${rate.toFixed(0).padStart(7)} /s   p50 ${p50.toFixed(2)} ms   p99 ${p99.toFixed(2)} ms`,
  )
}

/** The result in one line: everything in proportion to the ceiling. */
function printRatios(name: string, bursts: Pair[]): void {
  const ratio = (read: (burst: Burst) => number): string =>
    medianOf(bursts.map((pair) => read(pair.subject) / read(pair.limit))).toFixed(2)
  const [rate, p50, p99] = [ratio((b) => b.perSecond), ratio((b) => b.p50Ms), ratio((b) => b.p99Ms)]
  console.log(
    `  ${name} / limit server: rate ${rate}, p50 ${p50}, p99 ${p99} (load average ${loadavg()[0]?.toFixed(1)})`,
  )
}

function medianOf(values: number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  )
}
