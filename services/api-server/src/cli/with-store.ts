/** The store that is configured, for a command that changes it. */
import { type Config, readConfig } from '../config.ts'
import { openDataDirectory } from '../data-directory.ts'
import { openStore } from '../open-store.ts'
import { newUuidV7 } from '../store/new-uuid-v7.ts'
import { takeRandomBytes } from '../store/random-pool.ts'
import type { System } from '../system.ts'
import type { CommandContext } from './command.ts'

/** What commands reach of the server's parts. */
export interface Reach extends Pick<System, 'store' | 'nowMs' | 'newId'> {
  config: Config
}

/**
 * Opens the store, lets work be done, closes it.
 * @param context whose environment says where the data is
 * @param work what to do
 * @throws StartFailure with a one-line reason when the store cannot be opened, such as that a running server has the embedded one
 */
export async function withStore<Result>(
  { environment }: CommandContext,
  work: (reach: Reach) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(environment)
  openDataDirectory(config.dataDir)
  const store = await openStore(config)
  try {
    const newId = (): string => newUuidV7(Date.now(), takeRandomBytes)
    return await work({ config, store, nowMs: Date.now, newId })
  } finally {
    await store.close()
  }
}
