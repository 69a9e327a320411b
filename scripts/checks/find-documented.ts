/** Finds what has to carry a docstring: exported declarations, and the public methods of exported classes. */
import ts from 'typescript-compiler-api'
import { isExported, isPublic, type SourceFile } from './source-file.ts'

/** A declaration that needs a docstring. */
export interface Documented {
  readonly file: string
  /** For messages; a member's with its class. */
  readonly name: string
  readonly node: ts.Node
  /** Text of the comment with its delimiters; undefined when there is none. */
  readonly docstring: string | undefined
}

/**
 * Finds the declarations of a file that need documentation.
 * @param source any parsed file
 * @returns in the order of the text
 */
export function findDocumented({ path, tree }: SourceFile): Documented[] {
  return tree.statements
    .filter(isExported)
    .flatMap(findDeclarations)
    .map(({ node, name, holder }) => ({ file: path, name, node, docstring: readDocstring(holder ?? node) }))
}

interface Declaration {
  readonly node: ts.Node
  readonly name: string
  /** Where the docstring stands when that is not the declaration itself. */
  readonly holder?: ts.Node
}

function findDeclarations(statement: ts.Statement): Declaration[] {
  if (ts.isVariableStatement(statement)) return findVariables(statement)
  if (ts.isClassDeclaration(statement)) return [toDeclaration(statement), ...findMembers(statement)]
  if (ts.isFunctionDeclaration(statement)) return statement.body === undefined ? [] : [toDeclaration(statement)]
  return ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) ? [toDeclaration(statement)] : []
}

function toDeclaration(node: ts.DeclarationStatement | ts.ClassDeclaration): Declaration {
  return { node, name: node.name?.getText() ?? 'the declaration' }
}

/** A constant that is a function is documented as one. */
function findVariables(statement: ts.VariableStatement): Declaration[] {
  return statement.declarationList.declarations.map(({ name, initializer }) => {
    const isFunction =
      initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
    return { node: isFunction ? initializer : statement, name: name.getText(), holder: statement }
  })
}

function findMembers(declaration: ts.ClassDeclaration): Declaration[] {
  return declaration.members
    .filter((member) => ts.isMethodDeclaration(member) || ts.isAccessor(member))
    .filter(isPublic)
    .filter((member) => !isSecondAccessor(member, declaration))
    .map((node) => ({ node, name: `${declaration.name?.text ?? 'class'}.${node.name.getText()}` }))
}

/** A setter is documented by its getter. */
function isSecondAccessor(member: ts.ClassElement, { members }: ts.ClassDeclaration): boolean {
  return ts.isSetAccessor(member) && members.some((other) => ts.isGetAccessor(other) && isSameName(other, member))
}

function isSameName(a: ts.ClassElement, b: ts.ClassElement): boolean {
  return a.name?.getText() === b.name?.getText()
}

function readDocstring(node: ts.Node): string | undefined {
  const comments = ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .filter((comment) => !isOpening(comment))
  return comments.length === 0 ? undefined : comments.map((comment) => comment.getText()).join('\n')
}

/** The comment that opens a file, set apart by a blank line, belongs to the file and not to its first declaration. */
function isOpening(comment: ts.JSDoc): boolean {
  const { text } = comment.getSourceFile()
  return text.slice(0, comment.pos).trim() === '' && /^[ \t]*\r?\n[ \t]*\r?\n/.test(text.slice(comment.end))
}
