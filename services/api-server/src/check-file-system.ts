/** Whether the file system of the data directory keeps what it was told to keep. */
import { statfsSync } from 'node:fs'
import type { Config } from './config.ts'
import { StartFailure } from './start-failure.ts'

/** Over the network: locks may be held twice and flushes acknowledged early. Numbers of Linux, statfs(2). */
const networkTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x5346414f, 'AFS'],
  [0xc36400, 'Ceph'],
  [0xbd00bd0, 'Lustre'],
])
const memoryTypes: ReadonlyMap<number, string> = new Map([
  [0x01021994, 'tmpfs'],
  [0x858458f6, 'ramfs'],
])

/**
 * Why a file system of this type cannot hold the embedded database; undefined when nothing speaks against it.
 * @param type number of the type, 0 to 2³² − 1 or its signed counterpart, as `f_type` of statfs(2) has it
 * @param mode in development data in memory is taken
 */
export function explainFileSystem(type: number, mode: Config['mode']): string | undefined {
  const unsigned = type >>> 0
  const network = networkTypes.get(unsigned)
  if (network !== undefined)
    return `is on ${network}: take a disk of this machine, the database cannot rely on a network file system`
  const memory = mode === 'production' ? memoryTypes.get(unsigned) : undefined
  return memory && `is on ${memory}, which is in memory and gone after a power cut: take a disk`
}

/**
 * Checks the file system of a data directory; only Linux numbers its types in this way, elsewhere nothing is checked.
 * @param config whose `dataDir` exists
 * @throws StartFailure when it is known not to keep what was acknowledged
 */
export function checkFileSystem({ dataDir, mode }: Pick<Config, 'dataDir' | 'mode'>): void {
  if (process.platform !== 'linux') return
  const reason = explainFileSystem(Number(statfsSync(dataDir).type), mode)
  if (reason !== undefined) throw new StartFailure(`LATCHKEY_DATA_DIR ${dataDir} ${reason}.`)
}
