/** Kills a process again and again while it writes. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** How to kill. */
export interface KillPlan<Victim extends ChildProcess> {
  rounds: number
  /** Starts the victim. */
  start(round: number): Victim
  /** Has the victim write, kills it with SIGKILL in the midst of that, and settles once nothing more can be heard of it. */
  workAndKill(victim: Victim): Promise<void>
}

/**
 * Starts a victim, kills it in the midst of its work, and so on; settles when the last one is dead.
 * @param plan what to start and when to kill
 * @throws Error when a victim ends by itself
 */
export async function killRepeatedly<Victim extends ChildProcess>(plan: KillPlan<Victim>): Promise<void> {
  for (let round = 0; round < plan.rounds; round += 1) {
    const victim = plan.start(round)
    const ended = once(victim, 'exit')
    try {
      await plan.workAndKill(victim)
    } finally {
      victim.kill('SIGKILL')
    }
    const [code, signal] = await ended
    if (signal !== 'SIGKILL') throw new Error(`the victim of round ${round} ended by itself with ${code ?? signal}`)
  }
}
