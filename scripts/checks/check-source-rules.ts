/** Language features that the project does without, each with the reason in its message. */
import ts from 'typescript-compiler-api'
import type { Problem } from './problem.ts'
import {
  allFolders,
  descendants,
  isConfiguration,
  isExported,
  isNextPage,
  isPublic,
  isTest,
  lineOf,
  readSources,
  type SourceFile,
} from './source-file.ts'

const suppression = /(biome-ignore|@ts-ignore|@ts-expect-error|@ts-nocheck|eslint-disable|prettier-ignore)/
const unfinished = /\b(TODO|FIXME|XXX)\b/

/**
 * Checks every source file, tests included, for what is never written here.
 * @param root absolute path of the repository
 */
export async function checkSourceRules(root: string): Promise<Problem[]> {
  return readSources(root, allFolders).flatMap((source) => [
    ...checkNodes(source),
    ...checkComments(source),
    ...(isTest(source.path) ? [] : checkReturnTypes(source)),
  ])
}

function checkNodes({ path, tree }: SourceFile): Problem[] {
  return [...descendants(tree)].flatMap((node) => {
    const text = explainForbidden(node, path)
    return text === undefined ? [] : [{ file: path, line: lineOf(node), text }]
  })
}

function explainForbidden(node: ts.Node, path: string): string | undefined {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return '`any`: name the type, or take `unknown` and narrow it'
  if (ts.isNonNullExpression(node)) return 'non-null `!`: check, and throw what is wrong'
  if (ts.isEnumDeclaration(node)) return '`enum`: take a union of string literals'
  if (isDoubleCast(node)) return '`as unknown as`: convert or narrow instead'
  if (ts.isExportDeclaration(node) && isStarExport(node)) return '`export *`: list the names'
  if (isDefaultExport(node) && !isConfiguration(path) && !isNextPage(path)) return 'default export: export by name'
  return undefined
}

function isDoubleCast(node: ts.Node): boolean {
  return ts.isAsExpression(node) && ts.isAsExpression(node.expression) && isUnknown(node.expression.type)
}

function isUnknown(type: ts.TypeNode): boolean {
  return type.kind === ts.SyntaxKind.UnknownKeyword
}

function isStarExport({ exportClause }: ts.ExportDeclaration): boolean {
  return exportClause === undefined || ts.isNamespaceExport(exportClause)
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true
  if (ts.isExportSpecifier(node)) return node.name.text === 'default'
  return (
    ts.canHaveModifiers(node) &&
    Boolean(ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword))
  )
}

function checkComments({ path, tree, text }: SourceFile): Problem[] {
  return findComments(tree).flatMap(({ pos, end }) => {
    const comment = text.slice(pos, end)
    const found = suppression.exec(comment) ?? unfinished.exec(comment)
    if (found === null) return []
    const line = tree.getLineAndCharacterOfPosition(pos).line + 1
    return [{ file: path, line, text: `\`${found[0]}\` in a comment: do what it puts off` }]
  })
}

function findComments(tree: ts.SourceFile): ts.CommentRange[] {
  const found = new Map<number, ts.CommentRange>()
  for (const node of [...descendants(tree), tree.endOfFileToken]) {
    for (const range of commentsAround(tree.text, node)) found.set(range.pos, range)
  }
  return [...found.values()]
}

function commentsAround(text: string, node: ts.Node): ts.CommentRange[] {
  return [
    ...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
    ...(ts.getTrailingCommentRanges(text, node.getEnd()) ?? []),
  ]
}

function checkReturnTypes({ path, tree }: SourceFile): Problem[] {
  if (path.endsWith('.mjs')) return []
  return tree.statements
    .filter(isExported)
    .flatMap(findSignatures)
    .filter(({ type }) => type === undefined)
    .map((node) => ({
      file: path,
      line: lineOf(node),
      text: `${node.name?.getText()} is exported without a return type`,
    }))
}

type NamedSignature = ts.FunctionDeclaration | ts.MethodDeclaration | ts.GetAccessorDeclaration

function findSignatures(statement: ts.Statement): NamedSignature[] {
  if (ts.isFunctionDeclaration(statement)) return [statement]
  if (!ts.isClassDeclaration(statement)) return []
  return statement.members
    .filter((member) => ts.isMethodDeclaration(member) || ts.isGetAccessor(member))
    .filter(isPublic)
}
