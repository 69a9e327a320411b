/** Finds functions in syntax trees: what the budgets measure and the rules look at. */
import ts from 'typescript-compiler-api'
import { descendants } from './source-file.ts'

/** A function with a body. */
export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.AccessorDeclaration

/**
 * Finds every function of a file, however deep.
 * @param tree any parsed file
 * @returns those that have a body
 */
export function findFunctions(tree: ts.SourceFile): FunctionNode[] {
  return [...descendants(tree)].filter((node) => isFunction(node)).filter((node) => node.body !== undefined)
}

/**
 * Names a function for messages.
 * @param node any function
 * @returns its own name or that of the constant or property it is assigned to; undefined for one that is merely an
 *   argument or a result
 */
export function nameOf(node: FunctionNode): string | undefined {
  if (ts.isConstructorDeclaration(node)) return 'constructor'
  if (node.name !== undefined) return node.name.getText()
  const holder = node.parent
  const isHeld = ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder) || ts.isPropertyDeclaration(holder)
  return isHeld ? holder.name.getText() : undefined
}

function isFunction(node: ts.Node): node is FunctionNode {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isAccessor(node)
  )
}
