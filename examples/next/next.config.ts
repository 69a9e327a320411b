/** Next.js takes the shared parts of the examples, and the Latchkey packages, from the folders above this one. */
import { resolve } from 'node:path'
import type { NextConfig } from 'next'

const repository = resolve(import.meta.dirname, '../..')

const config: NextConfig = {
  poweredByHeader: false,
  experimental: { turbopackFileSystemCacheForBuild: false },
  turbopack: { root: repository },
  outputFileTracingRoot: repository,
}

export default config
