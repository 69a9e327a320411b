/** Words that no file of the repository may hold: machine paths, registry hosts, marks of generated files. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from './list-files.ts'
import type { Problem } from './problem.ts'

interface Rule {
  readonly words: RegExp
  readonly explanation: string
  /** Which files the rule is for. */
  readonly files: RegExp
}

/** Assembled, so that this file does not break its own rules. */
const machineFolders = ['work', 'root', 'home'].join('|')

const rules: readonly Rule[] = [
  {
    words: new RegExp(`(?<![\\w.\\-*~/])/(${machineFolders})/`),
    explanation: 'a path of one machine: name it relative to the repository',
    files: /./,
  },
  {
    words: /registry\.npmjs\.org|"resolved": "https?:/,
    explanation: 'a registry host in a lockfile: install with omit-lockfile-registry-resolved=true',
    files: /package-lock\.json$/,
  },
  {
    words: new RegExp(['@', 'generated\\b|DO NOT ', 'EDIT'].join('')),
    explanation: 'a generated file: generate it when it is needed, and ignore it in git',
    files: /\.([cm]?[jt]sx?|json|css|html|ya?ml)$/,
  },
]

const binary = /\.(png|jpe?g|gif|webp|ico|woff2?|pdf|gz|zip|der|bin|db)$/

/**
 * Checks the text of every file for forbidden words.
 * @param root absolute path of the repository
 */
export async function checkWords(root: string): Promise<Problem[]> {
  return listFiles(root)
    .filter((path) => !binary.test(path))
    .flatMap((path) => checkFile(path, readFileSync(join(root, path), 'utf8')))
}

function checkFile(path: string, text: string): Problem[] {
  const applying = rules.filter(({ files, words }) => files.test(path) && words.test(text))
  if (applying.length === 0) return []
  return text.split('\n').flatMap((line, index) => {
    const broken = applying.filter(({ words }) => words.test(line))
    return broken.map(({ explanation }) => ({ file: path, line: index + 1, text: explanation }))
  })
}
