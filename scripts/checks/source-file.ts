/** Source files as the checks read them: path, text and syntax tree. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript-compiler-api'
import { listFiles } from './list-files.ts'

/** One parsed file. */
export interface SourceFile {
  /** Path from the repository's root, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly tree: ts.SourceFile
}

/** What the project consists of, tests apart. */
const productFolders: readonly string[] = ['packages', 'services', 'examples', 'scripts']

/** Everything written in TypeScript or JavaScript. */
export const allFolders: readonly string[] = [...productFolders, 'bench', 'test']

/**
 * Reads and parses source files.
 * @param root absolute path of the repository
 * @param folders paths from the root
 * @returns every .ts, .tsx and .mjs file below them, declaration files apart
 */
export function readSources(root: string, folders: readonly string[]): SourceFile[] {
  return listFiles(root, folders)
    .filter((path) => /\.(tsx?|mjs)$/.test(path) && !path.endsWith('.d.ts'))
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')))
}

/**
 * Reads and parses what budgets and documentation are held to: the product without tests and configuration.
 * @param root absolute path of the repository
 * @returns the product's source files
 */
export function readProductSources(root: string): SourceFile[] {
  return readSources(root, productFolders).filter(({ path }) => !isTest(path) && !isConfiguration(path))
}

function parseSource(path: string, text: string): SourceFile {
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) }
}

/**
 * Line of a node, for messages.
 * @param node any node of a parsed file
 * @returns line number, from 1
 */
export function lineOf(node: ts.Node): number {
  return node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1
}

/**
 * Visits every node below one, in the order of the text.
 * @param node where to begin; itself not included
 * @returns all descendants
 */
export function* descendants(node: ts.Node): Generator<ts.Node> {
  const children: ts.Node[] = []
  ts.forEachChild(node, (child) => {
    children.push(child)
  })
  for (const child of children) {
    yield child
    yield* descendants(child)
  }
}

/**
 * Tells whether a declaration carries `export`.
 * @param node any node
 */
export function isExported(node: ts.Node): boolean {
  return ts.canHaveModifiers(node) && hasModifier(node, ts.SyntaxKind.ExportKeyword)
}

/**
 * Tells whether a class member can be used from outside of its class.
 * @param member of a class
 */
export function isPublic(member: ts.ClassElement): boolean {
  if (member.name === undefined || ts.isPrivateIdentifier(member.name)) return false
  return !hasModifier(member, ts.SyntaxKind.PrivateKeyword) && !hasModifier(member, ts.SyntaxKind.ProtectedKeyword)
}

function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false)
}

/**
 * Tells whether a file is a test or made for tests.
 * @param path from the repository's root
 */
export function isTest(path: string): boolean {
  return /(^|\/)test\//.test(path) || /\.test\.tsx?$/.test(path)
}

/**
 * Tells whether a file configures a tool, which is where default exports are asked for.
 * @param path from the repository's root
 */
export function isConfiguration(path: string): boolean {
  return /\.config\.(ts|mjs)$/.test(path)
}

/**
 * Tells whether Next.js loads a file by its place in the tree, and what it wants by its default export.
 * @param path from the repository's root
 */
export function isNextPage(path: string): boolean {
  return /^examples\/next\/src\/app\/(.*\/)?(page|layout)\.tsx$/.test(path)
}
