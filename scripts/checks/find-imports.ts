/** Finds what a source file imports, in every form the language has. */
import ts from 'typescript-compiler-api'
import { descendants, lineOf, type SourceFile } from './source-file.ts'

/** One import of a file. */
export interface Import {
  /** The module's name as written. */
  readonly specifier: string
  /** True when it leaves no trace at run time (`import type`, `export type … from`, `import('…').Name`). */
  readonly isTypeOnly: boolean
  readonly line: number
}

/**
 * Finds static and dynamic imports, re-exports and import types.
 * @param source any parsed file
 * @returns in the order of the text
 */
export function findImports(source: SourceFile): Import[] {
  return [...descendants(source.tree)].flatMap((node) => {
    const found = toImport(node)
    return found === undefined ? [] : [{ ...found, line: lineOf(node) }]
  })
}

function toImport(node: ts.Node): Omit<Import, 'line'> | undefined {
  if (ts.isImportDeclaration(node)) return named(node.moduleSpecifier, isTypeClause(node.importClause))
  if (ts.isExportDeclaration(node)) return named(node.moduleSpecifier, node.isTypeOnly)
  if (ts.isImportTypeNode(node)) return named(literalOf(node.argument), true)
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return named(node.arguments[0], false)
  return undefined
}

function isTypeClause(clause: ts.ImportClause | undefined): boolean {
  return clause?.phaseModifier === ts.SyntaxKind.TypeKeyword
}

function literalOf(type: ts.TypeNode): ts.Expression | undefined {
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? type.literal : undefined
}

function named(specifier: ts.Expression | undefined, isTypeOnly: boolean): Omit<Import, 'line'> | undefined {
  if (specifier === undefined || !ts.isStringLiteral(specifier)) return undefined
  return { specifier: specifier.text, isTypeOnly }
}
