/** `.latchkey/dev.json`: where the running development system can be found. It exists only while it runs. */
import { mkdir, rm, writeFile } from 'node:fs/promises'

const path = '.latchkey/dev.json'

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
 * @param devFile URLs and key
 */
export async function writeDevFile(devFile: DevFile): Promise<void> {
  await mkdir('.latchkey', { recursive: true, mode: 0o700 })
  await writeFile(path, `${JSON.stringify(devFile, null, 2)}\n`, { mode: 0o600 })
}

/** Removes the file, so that tools do not find a system that has stopped. */
export async function removeDevFile(): Promise<void> {
  await rm(path, { force: true })
}
