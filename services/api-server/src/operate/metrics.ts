/** What is counted while the server runs, for Prometheus. Labels are names of this program, never ids or words of a sender. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { StoreWatch } from '../store/store-watch.ts'
import { unknownOperation } from './operation-label.ts'
import { processReadings, readCpuSeconds } from './process-readings.ts'

/** Seconds. A look-up takes a fraction of a millisecond, a write a few, and a request may take thirty seconds at most. */
const requestBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30]
const commitBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

/** What is looked at only when somebody asks for the metrics. */
export interface MetricSources {
  isReady(): Promise<boolean>
  /** Open connections to the API. */
  countConnections(): Promise<number>
}

/** Metrics of one server. */
export class Metrics implements StoreWatch {
  writesWaiting = 0
  readonly #registry = new Registry()
  readonly #requests: Counter<'operation' | 'outcome'>
  readonly #requestSeconds: Histogram<'operation'>
  readonly #commitSeconds: Histogram
  readonly #writes: Counter
  readonly #swept: Counter

  constructor() {
    const registers = [this.#registry]
    this.#requests = new Counter({
      name: 'latchkey_requests_total',
      help: 'Requests by operation and outcome: OK, or the code of the refusal as the log has it.',
      labelNames: ['operation', 'outcome'],
      registers,
    })
    this.#requestSeconds = new Histogram({
      name: 'latchkey_request_duration_seconds',
      help: 'Time from a whole request to its answer.',
      labelNames: ['operation'],
      buckets: requestBuckets,
      registers,
    })
    this.#commitSeconds = new Histogram({
      name: 'latchkey_store_commit_duration_seconds',
      help: 'Time of a transaction from its begin to the end of its commit.',
      buckets: commitBuckets,
      registers,
    })
    this.#writes = new Counter({
      name: 'latchkey_store_writes_total',
      help: 'Writes that were committed; one commit may hold several.',
      registers,
    })
    this.#swept = new Counter({
      name: 'latchkey_sessions_swept_total',
      help: 'Expired session keys and read-only sessions that were taken out of the store.',
      registers,
    })
  }

  /**
   * Adds what is looked at on demand: readiness, connections, waiting writes, and the process itself.
   * @param sources whom to ask
   */
  watch({ isReady, countConnections }: MetricSources): void {
    this.#addGauge('latchkey_ready', 'Whether the server is ready, 1 or 0, as /readyz says.', async () =>
      Number(await isReady()),
    )
    this.#addGauge('latchkey_connections', 'Open connections to the API.', countConnections)
    this.#addGauge('latchkey_store_writes_waiting', 'Writes that wait for their turn.', () => this.writesWaiting)
    for (const { name, help, read } of processReadings()) this.#addGauge(name, help, read)
    this.#addProcessorTime()
  }

  /** Counts bytes that were no HTTP request. */
  noteMalformed(): void {
    this.#requests.inc({ operation: unknownOperation, outcome: 'HTTP_MALFORMED' })
  }

  /**
   * Counts a request that was answered.
   * @param operation name from the contract's tables
   * @param outcome `OK` or the code of a refusal
   * @param durationMs milliseconds
   */
  noteRequest(operation: string, outcome: string, durationMs: number): void {
    this.#requests.inc({ operation, outcome })
    this.#requestSeconds.observe({ operation }, durationMs / 1000)
  }

  noteCommit(writes: number, durationMs: number): void {
    this.#writes.inc(writes)
    this.#commitSeconds.observe(durationMs / 1000)
  }

  /**
   * Counts sessions that were swept.
   * @param count how many
   */
  noteSwept(count: number): void {
    this.#swept.inc(count)
  }

  /** All metrics in Prometheus' text format. */
  toText(): Promise<string> {
    return this.#registry.metrics()
  }

  /** Content type of {@link toText}. */
  get contentType(): string {
    return this.#registry.contentType
  }

  #addProcessorTime(): void {
    let lastSeconds = 0
    const counter: Counter = new Counter({
      name: 'process_cpu_seconds_total',
      help: 'Processor time the process has used, all threads together.',
      registers: [this.#registry],
      collect() {
        const seconds = readCpuSeconds()
        counter.inc(seconds - lastSeconds)
        lastSeconds = seconds
      },
    })
  }

  #addGauge(name: string, help: string, read: () => number | Promise<number>): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect: async () => gauge.set(await read()),
    })
  }
}
