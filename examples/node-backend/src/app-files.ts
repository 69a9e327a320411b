/** Reads a folder of built files into memory. */
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import type { AppFiles } from './server.ts'

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/**
 * Reads every file below a folder, by URL path.
 * @param folder path of the folder with the built application
 */
export async function readAppFiles(folder: string): Promise<AppFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const files = paths.map(async (path) => [toUrlPath(folder, path), await readAppFile(path)] as const)
  return new Map(await Promise.all(files))
}

function toUrlPath(folder: string, path: string): string {
  return `/${relative(folder, path).split(sep).join('/')}`
}

async function readAppFile(path: string): Promise<{ contentType: string; body: Uint8Array }> {
  return { contentType: contentTypes[extname(path)] ?? 'application/octet-stream', body: await readFile(path) }
}
