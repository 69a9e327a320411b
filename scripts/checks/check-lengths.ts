/** The budgets of length: files and functions that can be read in one sitting. */
import { countCodeLines, findCodeLines } from './code-lines.ts'
import { findFunctions, nameOf } from './functions.ts'
import type { Problem } from './problem.ts'
import { lineOf, readProductSources, type SourceFile } from './source-file.ts'

const fileBudget = { median: 70, max: 250 }
const functionBudget = { median: 10, max: 40 }
const iframePageFolder = 'services/auth-iframe/src/page/'
const iframePageBudget = 400

interface Measured extends Problem {
  readonly codeLines: number
}

/**
 * Checks how long files and functions are, in code lines; tests are not held to it. Functions that are merely arguments
 * count for the maximum only: they would make any median look good.
 * @param root absolute path of the repository
 */
export async function checkLengths(root: string): Promise<Problem[]> {
  const sources = readProductSources(root)
  const measured = sources.map((source) => ({ source, codeLines: findCodeLines(source.tree) }))
  const files = measured.map(({ source, codeLines }) => toMeasuredFile(source, codeLines.length))
  const functions = measured.flatMap(({ source, codeLines }) => measureFunctions(source, codeLines))
  const named = functions.filter(({ isNamed }) => isNamed)
  return [
    ...tooLong(files, fileBudget.max),
    ...tooLong(functions, functionBudget.max),
    ...medianTooLong('files', files, fileBudget.median),
    ...medianTooLong('functions', named, functionBudget.median),
    ...checkIframePage(files),
  ]
}

function toMeasuredFile({ path }: SourceFile, codeLines: number): Measured {
  return { file: path, text: 'the file', codeLines }
}

function measureFunctions(
  { path, tree }: SourceFile,
  codeLines: readonly number[],
): (Measured & { isNamed: boolean })[] {
  return findFunctions(tree).map((node) => {
    const name = nameOf(node)
    return {
      file: path,
      line: lineOf(node),
      text: `the function ${name ?? '(without a name)'}`,
      codeLines: countCodeLines(codeLines, node),
      isNamed: name !== undefined,
    }
  })
}

function tooLong(measured: readonly Measured[], max: number): Problem[] {
  return measured
    .filter(({ codeLines }) => codeLines > max)
    .map(({ codeLines, ...problem }) => ({
      ...problem,
      text: `${problem.text} has ${codeLines} code lines; at most ${max}`,
    }))
}

function medianTooLong(what: string, measured: readonly Measured[], max: number): Problem[] {
  const median = medianOf(measured.map(({ codeLines }) => codeLines))
  return median <= max ? [] : [{ file: '', text: `the median of ${what} is ${median} code lines; at most ${max}` }]
}

function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

function checkIframePage(files: readonly Measured[]): Problem[] {
  const page = files.filter(({ file }) => file.startsWith(iframePageFolder))
  const total = page.reduce((sum, { codeLines }) => sum + codeLines, 0)
  if (total <= iframePageBudget) return []
  return [
    { file: iframePageFolder, text: `the auth iframe's page has ${total} code lines; at most ${iframePageBudget}` },
  ]
}
