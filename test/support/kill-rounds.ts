/** Kills a process again and again while it writes, and keeps the journal of what it said. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Journal } from './journal.ts'

/** How to kill. */
export interface KillPlan {
  rounds: number
  /** Starts the victim; it writes the journal to its standard output, and first sends the unresolved requests again. */
  start(round: number, unresolved: readonly string[]): ChildProcess
  /** After how many journal lines of its round the victim is killed, at least 1. */
  linesUntilKill(round: number): number
}

/**
 * Starts the victim, kills it with SIGKILL in the midst of its work, and so on.
 * @param plan what to start and when to kill
 * @returns the journal of all rounds
 * @throws Error when the victim ends by itself
 */
export async function killRepeatedly(plan: KillPlan): Promise<Journal> {
  const journal = new Journal()
  for (let round = 0; round < plan.rounds; round += 1) {
    const victim = plan.start(round, journal.unresolved)
    await killAfter(victim, plan.linesUntilKill(round), journal)
  }
  return journal
}

/** Lines that were written before the kill and read after it count too: whoever reads them was told. */
async function killAfter(victim: ChildProcess, lines: number, journal: Journal): Promise<void> {
  if (victim.stdout === null) throw new Error('the victim has no standard output')
  const ended = once(victim, 'exit')
  let count = 0
  for await (const line of createInterface({ input: victim.stdout })) {
    journal.note(line)
    count += 1
    if (count === lines) victim.kill('SIGKILL')
  }
  const [, signal] = await ended
  if (signal !== 'SIGKILL') throw new Error(`the victim ended by itself after ${count} lines`)
}
