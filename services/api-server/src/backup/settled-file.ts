/** Files that are there whole or not at all, whenever the power goes. */
import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'

function flush(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Gives a finished draft its final name, in place of a file that has it.
 * @param draft path of the draft, in the same directory
 * @param file final path
 */
export function settleFile(draft: string, file: string): void {
  flush(draft)
  renameSync(draft, file)
  flush(dirname(file))
}
