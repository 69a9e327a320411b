/** `npm run sizes`: what browsers fetch, against its budget. */
import { join } from 'node:path'
import { measureSizes, type Size } from './sizes/measure-sizes.ts'

const sizes = await measureSizes(join(import.meta.dirname, '..'))

console.log(`${'gzip -9, bytes'.padEnd(30)}${'measured'.padStart(10)}${'budget'.padStart(10)}`)
for (const size of sizes) console.log(toRow(size))
process.exitCode = sizes.some(isOver) ? 1 : 0

function toRow(size: Size): string {
  const numbers = [size.measured, size.budget].map((bytes) => String(bytes).padStart(10)).join('')
  return `${size.name.padEnd(30)}${numbers}  ${isOver(size) ? 'TOO LARGE' : 'ok'}`
}

function isOver({ measured, budget }: Size): boolean {
  return measured > budget
}
