/** Every command of `latchkey`, in the order of its help. */
import { backup } from './backup.ts'
import type { Command } from './command.ts'
import { configCheck } from './config-check.ts'
import { configPrint } from './config-print.ts'
import { doctor } from './doctor.ts'
import { keysCreate } from './keys-create.ts'
import { migrateStatus } from './migrate-status.ts'
import { migrateUp } from './migrate-up.ts'
import { orgCreate } from './org-create.ts'
import { restore } from './restore.ts'
import { serve } from './serve.ts'
import { verifyLogs } from './verify-log.ts'

/** A new command is its file and a line here; tests see to it that docs/self-hosting.md describes it. */
export const commands: readonly Command[] = [
  serve,
  orgCreate,
  keysCreate,
  configPrint,
  configCheck,
  doctor,
  verifyLogs,
  migrateStatus,
  migrateUp,
  backup,
  restore,
]
