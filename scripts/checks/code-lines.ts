/** Counts code lines: what is left of a file without blank lines and comments. */
import ts from 'typescript-compiler-api'

/**
 * Finds the lines that hold code.
 * @param tree any parsed file
 * @returns line numbers, from 0, in ascending order
 */
export function findCodeLines(tree: ts.SourceFile): number[] {
  const texts = tree.text.split('\n')
  const lines = new Set<number>()
  for (const token of tokens(tree)) {
    for (let line = lineAt(tree, token.getStart()); line <= lineAt(tree, token.getEnd() - 1); line++) lines.add(line)
  }
  return [...lines].filter((line) => texts[line]?.trim() !== '').sort((a, b) => a - b)
}

/**
 * Counts the code lines that a node covers.
 * @param codeLines what {@link findCodeLines} found in its file
 * @param node any node of that file
 * @returns a count, first and last line included
 */
export function countCodeLines(codeLines: readonly number[], node: ts.Node): number {
  const tree = node.getSourceFile()
  const first = lineAt(tree, node.getStart())
  const last = lineAt(tree, node.getEnd() - 1)
  return codeLines.filter((line) => line >= first && line <= last).length
}

function lineAt(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line
}

function* tokens(node: ts.Node): Generator<ts.Node> {
  for (const child of node.getChildren()) {
    if (isDocumentation(child)) continue
    if (child.getChildCount() > 0) yield* tokens(child)
    else if (child.getWidth() > 0) yield child
  }
}

function isDocumentation(node: ts.Node): boolean {
  return node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode
}
