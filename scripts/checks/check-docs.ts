/** Documentation that a machine can hold the source to: opening sentences, docstrings, parameters, thrown codes. */
import ts from 'typescript-compiler-api'
import { type Documented, findDocumented } from './find-documented.ts'
import type { Problem } from './problem.ts'
import { lineOf, readProductSources, type SourceFile } from './source-file.ts'

/** One of these words in a parameter's name or description tells its unit or encoding. */
const unit =
  /hex|base64|base58|utf-?8|bytes|seconds|\b\w*ms\b|uuid|\bids?\b|url|origin|iso 8601|json|\bder\b|pem|epoch|count|number|bits|domain|\bport\b|header|name\b|text\b|path\b|folder|\bcodes?\b|status/i

/** A citation of a specification. */
const citation = /RFC ?\d{4}|WebAuthn|SEC ?1|FIPS|W3C|NIST|X9\.62|wire protocol|§/

/** Folders that implement specifications, each file a part of one. */
const specified = /^packages\/crypto\/src\/(p256|hpke|stamp|webauthn)\/|^(packages|services)\/.*\/webauthn\//

/**
 * Checks that every source file opens with a sentence and that every exported declaration and public member is documented.
 * @param root absolute path of the repository
 */
export async function checkDocs(root: string): Promise<Problem[]> {
  const sources = readProductSources(root)
  const documented = sources.flatMap((source) => findDocumented(source))
  return [
    ...sources.flatMap(checkOpening),
    ...sources.flatMap(checkCitation),
    ...documented.flatMap(checkDeclaration),
    ...findRepetitions(documented),
  ]
}

function checkOpening({ path, text, tree }: SourceFile): Problem[] {
  const start = ts.getShebang(text)?.length ?? 0
  const opening = ts.getLeadingCommentRanges(text, start)?.[0]
  if (opening !== undefined && opening.pos <= start + 1) return []
  return tree.statements.length === 0
    ? []
    : [{ file: path, line: 1, text: 'begins without a comment that says what the file holds' }]
}

function checkCitation({ path, text }: SourceFile): Problem[] {
  if (!specified.test(path) || path.endsWith('/index.ts') || citation.test(text)) return []
  return [{ file: path, text: 'implements a specification and cites none (@see, with the section)' }]
}

function checkDeclaration(declaration: Documented): Problem[] {
  const { file, node, name, docstring } = declaration
  const complain = (text: string): Problem => ({ file, line: lineOf(node), text: `${name}: ${text}` })
  if (docstring === undefined) return isDescribedByInterface(node) ? [] : [complain('no docstring')]
  if (/@inheritdoc/i.test(docstring)) return []
  return [...explainParameters(node), ...explainThrows(node, docstring)].map(complain)
}

/** A method of an interface that the class implements is described there, once. */
function isDescribedByInterface(node: ts.Node): boolean {
  if (!ts.isMethodDeclaration(node) || !ts.isClassDeclaration(node.parent)) return false
  return node.parent.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ImplementsKeyword) ?? false
}

function explainParameters(node: ts.Node): string[] {
  if (!ts.isFunctionLike(node)) return []
  return node.parameters.flatMap((parameter) => {
    if (!ts.isIdentifier(parameter.name) || parameter.name.text.startsWith('_')) return []
    const name = parameter.name.text
    const description = ts.getJSDocParameterTags(parameter)[0]?.getText()
    if (description === undefined) return [`@param ${name} is missing`]
    const needsUnit = parameter.type !== undefined && isPlain(parameter.type)
    return needsUnit && !unit.test(`${name} ${description}`) ? [`@param ${name} names no encoding, unit or range`] : []
  })
}

/** A type whose values say nothing of what they mean. */
function isPlain(type: ts.TypeNode): boolean {
  if (ts.isUnionTypeNode(type)) return type.types.some(isPlain)
  if (ts.isArrayTypeNode(type)) return isPlain(type.elementType)
  if (ts.isTypeReferenceNode(type)) return type.typeName.getText() === 'Uint8Array'
  return type.kind === ts.SyntaxKind.StringKeyword || type.kind === ts.SyntaxKind.NumberKeyword
}

function explainThrows(node: ts.Node, docstring: string): string[] {
  if (!ts.isFunctionLike(node)) return []
  const thrown = node.getText().matchAll(/throw new \w+\(\s*['"]([A-Z][A-Z0-9_]+)['"]/g)
  const codes = new Set([...thrown].flatMap(([, code]) => code ?? []))
  return [...codes]
    .filter((code) => !new RegExp(`@throws[^@]*\\b${code}\\b`).test(docstring))
    .map((code) => `throws ${code} and does not say so (@throws)`)
}

/** The same words over two functions describe at most one of them. */
function findRepetitions(documented: readonly Documented[]): Problem[] {
  const firstOf = new Map<string, Documented>()
  return documented.flatMap((declaration) => {
    const { docstring, file, node, name } = declaration
    if (docstring === undefined || !ts.isFunctionLike(node) || /@inheritdoc/i.test(docstring)) return []
    const text = docstring.replace(/[\s*/]+/g, ' ')
    const first = firstOf.get(text)
    if (first === undefined) firstOf.set(text, declaration)
    return first === undefined
      ? []
      : [{ file, line: lineOf(node), text: `${name}: the docstring of ${first.name} again` }]
  })
}
