/** One tab at a time, of all that show the application. */

/** Without locks: long enough for tabs that start together to tell each other apart. */
const longestDelayMs = 2_000

/** What one tab stores, the others do not see at once: their browser processes tell each other. */
const spreadMs = 1_000

/**
 * Does something while no other tab does something of that name, nor has done so within the last second; what is done should look first
 * whether it is still to be done. Browsers without locks let each tab wait for a random time, at most two seconds, so that it should do no
 * harm when it is done twice.
 * @param name of what is done
 * @param work does it
 */
export function inOneTab<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  if (!('locks' in navigator)) return wait(Math.random() * longestDelayMs).then(work)
  return new Promise((resolve, reject) => {
    const workThenWait = async (): Promise<void> => {
      await work().then(resolve, reject)
      await wait(spreadMs)
    }
    navigator.locks.request(name, workThenWait).catch(reject)
  })
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
