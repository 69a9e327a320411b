/**
 * From the text of a scope to the condition it states. `&&` binds closer than `||`, comparisons closer than both; comparisons do not
 * chain. Types are settled here, so that a condition that was parsed always has a value.
 * @see Turnkey wire protocol: policy language
 */
import {
  type Condition,
  type Expression,
  type FactName,
  factNames,
  type ListExpression,
  type TextExpression,
} from './expression.ts'
import { ExpressionFault } from './expression-fault.ts'
import { readTokens, type Token } from './read-tokens.ts'

/** Longest expression, in UTF-16 code units. */
const maxLength = 4096
/** How deep parentheses and lists may be nested. */
const maxDepth = 32

const comparisons: readonly string[] = ['==', '!=', 'in']

/** Expression with the place where it begins, for messages. */
interface Placed<Kind extends Expression = Expression> {
  expression: Kind
  position: number
}

const isText = (expression: Expression): expression is TextExpression =>
  expression.kind === 'text' || expression.kind === 'fact'
const isList = (expression: Expression): expression is ListExpression => expression.kind === 'list'
const isCondition = (expression: Expression): expression is Condition => !isText(expression) && !isList(expression)

function asCondition({ expression, position }: Placed): Condition {
  if (isCondition(expression)) return expression
  throw new ExpressionFault(position, 'something that is true or false must stand here')
}

function asText({ expression, position }: Placed): TextExpression {
  if (isText(expression)) return expression
  throw new ExpressionFault(position, 'a text must stand here')
}

function asList({ expression, position }: Placed): ListExpression {
  if (isList(expression)) return expression
  throw new ExpressionFault(position, "a list such as ['A', 'B'] must stand here")
}

function compare(left: Placed, operator: string, right: Placed): Condition {
  if (operator === 'in') return { kind: 'member', text: asText(left), list: asList(right) }
  const isNegated = operator === '!='
  if (isText(left.expression)) return { kind: 'same-text', isNegated, left: left.expression, right: asText(right) }
  return { kind: 'same-truth', isNegated, left: asCondition(left), right: asCondition(right) }
}

/** Reads one expression by recursive descent. */
class Parser {
  readonly #tokens: readonly Token[]
  #index = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  /** The whole text as one condition. */
  parse(): Condition {
    const whole = this.#readAny()
    this.#take('end', '', 'the expression must end here, or go on with ==, !=, in, && or ||')
    return asCondition(whole)
  }

  get #next(): Token {
    return this.#tokens[this.#index] ?? { kind: 'end', value: '', position: 1 }
  }

  #isNext(kind: Token['kind'], value: string): boolean {
    return this.#next.kind === kind && this.#next.value === value
  }

  #take(kind: Token['kind'], value: string, otherwise: string): void {
    if (!this.#isNext(kind, value)) throw new ExpressionFault(this.#next.position, otherwise)
    this.#index += 1
  }

  #readAny(): Placed {
    return this.#readChain('||', 'some', () => this.#readEvery())
  }

  #readEvery(): Placed {
    return this.#readChain('&&', 'every', () => this.#readComparison())
  }

  /** Operands with one operator between them; a single one stays what it is. */
  #readChain(operator: string, kind: 'every' | 'some', readOperand: () => Placed): Placed {
    const first = readOperand()
    if (!this.#isNext('sign', operator)) return first
    const conditions = [asCondition(first)]
    while (this.#isNext('sign', operator)) {
      this.#index += 1
      conditions.push(asCondition(readOperand()))
    }
    return { expression: { kind, conditions }, position: first.position }
  }

  #readComparison(): Placed {
    const left = this.#readOperand()
    if (!this.#isComparison()) return left
    const operator = this.#next.value
    this.#index += 1
    const condition = compare(left, operator, this.#readOperand())
    if (this.#isComparison()) {
      throw new ExpressionFault(this.#next.position, 'comparisons do not chain; put one of them in parentheses')
    }
    return { expression: condition, position: left.position }
  }

  #isComparison(): boolean {
    return this.#next.kind !== 'text' && comparisons.includes(this.#next.value)
  }

  #readOperand(): Placed {
    const { kind, value, position } = this.#next
    if (this.#isNext('sign', '(')) return this.#nest(() => this.#readParentheses())
    if (this.#isNext('sign', '[')) return this.#nest(() => this.#readList())
    if (kind === 'text') return this.#accept({ kind: 'text', value })
    if (kind === 'name' && value !== 'in') return this.#accept(toNamed(value, position))
    throw new ExpressionFault(position, 'a name, a text, a list or a parenthesis must stand here')
  }

  #accept(expression: Expression): Placed {
    const { position } = this.#next
    this.#index += 1
    return { expression, position }
  }

  #nest(read: () => Placed): Placed {
    const { position } = this.#next
    if (this.#depth === maxDepth) throw new ExpressionFault(position, `nothing may be nested deeper than ${maxDepth}`)
    this.#index += 1
    this.#depth += 1
    const nested = read()
    this.#depth -= 1
    return { ...nested, position }
  }

  #readParentheses(): Placed {
    const inner = this.#readAny()
    this.#take('sign', ')', 'a closing parenthesis must stand here')
    return inner
  }

  #readList(): Placed {
    const { position } = this.#next
    const items: TextExpression[] = []
    while (!this.#isNext('sign', ']')) {
      if (items.length > 0) this.#take('sign', ',', 'a comma or a closing bracket must stand here')
      items.push(asText(this.#readOperand()))
    }
    this.#index += 1
    return { expression: { kind: 'list', items }, position }
  }
}

function toNamed(name: string, position: number): Expression {
  if (name === 'true' || name === 'false') return { kind: 'truth', value: name === 'true' }
  if (isFactName(name)) return { kind: 'fact', name }
  throw new ExpressionFault(position, `there is no ${name}; there are ${factNames.join(', ')}, true and false`)
}

function isFactName(name: string): name is FactName {
  return factNames.some((candidate) => candidate === name)
}

/**
 * The condition a text states.
 * @param source text of the expression, Unicode, from 1 to 4096 UTF-16 code units, such as `activity.resource == 'USER' && activity.action != 'DELETE'`
 * @throws ExpressionFault at the first character at which it is not an expression with the value true or false
 */
export function parseExpression(source: string): Condition {
  if (source.length > maxLength) {
    throw new ExpressionFault(maxLength + 1, `an expression has at most ${maxLength} characters`)
  }
  return new Parser(readTokens(source)).parse()
}
