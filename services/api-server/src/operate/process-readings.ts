/**
 * What is known of the process, read only when somebody asks. The default metrics of `prom-client` 15.1 would also observe every garbage
 * collection and keep a timer running, which costs every request.
 */
import { performance } from 'node:perf_hooks'

/** One value of the process, by the name and in the unit that Prometheus clients commonly use. */
export interface Reading {
  name: string
  help: string
  read(): number
}

/** Since the reading before, so that each scrape tells of its own interval. */
function makeUtilization(): () => number {
  let last = performance.eventLoopUtilization()
  return () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, last)
    last = now
    return utilization
  }
}

/** Processor time of all threads since the start, in seconds. */
export function readCpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Readings of this process. */
export function processReadings(): readonly Reading[] {
  const startSeconds = performance.timeOrigin / 1000
  return [
    {
      name: 'process_start_time_seconds',
      help: 'When the process started, in seconds since 1970-01-01 UTC.',
      read: () => startSeconds,
    },
    {
      name: 'process_resident_memory_bytes',
      help: 'Memory of the process that is in RAM.',
      read: () => process.memoryUsage.rss(),
    },
    {
      name: 'nodejs_heap_size_used_bytes',
      help: 'Memory that JavaScript objects take.',
      read: () => process.memoryUsage().heapUsed,
    },
    {
      name: 'nodejs_eventloop_utilization',
      help: 'Share of the time since the last scrape in which the process was busy, 0 to 1.',
      read: makeUtilization(),
    },
  ]
}
