/** `.latchkey/dev.json`: where the running development system can be found. It exists only while it runs. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** URLs of the parts, and the operator's organization (UUID) and API key (hexadecimal). */
export interface DevFile {
  apiUrl: string
  iframeUrl: string
  reactUrl: string
  vanillaUrl: string
  organizationId: string
  apiPublicKey: string
  apiPrivateKey: string
}

/**
 * Writes the file, readable by its owner alone: it holds a private key.
 * @param path of the file
 * @param devFile URLs and key
 * @throws Error with a one-line reason when it cannot be written
 */
export async function writeDevFile(path: string, devFile: DevFile): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await rm(path, { force: true })
    await writeFile(path, toText(devFile), { mode: 0o600 })
  } catch (cause) {
    throw new Error(`${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/**
 * Removes the file, so that tools do not find a system that has stopped. One that another system has written since stays.
 * @param path of the file
 * @param devFile what was written
 */
export async function removeDevFile(path: string, devFile: DevFile): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === toText(devFile)) await rm(path, { force: true })
}

const toText = (devFile: DevFile): string => `${JSON.stringify(devFile, null, 2)}\n`
